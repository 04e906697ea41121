// A table in Markdown, as text: its rows and cells, and its text again. Nothing here knows an editor.

// The cells of one line: [{from, to, start, end}]. from..to is the cell with its pipe, start..end the words in it; where
// there are none, the place for them.
export function cellsOf(line) {
  const pipes = pipesOf(line);
  const opens = pipes.length > 0 && line.slice(0, pipes[0]).trim() === "";
  const edges = opens ? pipes : [-1, ...pipes];
  const closes = pipes.length > 0 && line.slice(pipes.at(-1) + 1).trim() === "" && edges.length > 1;
  const most = closes ? edges.length - 1 : edges.length;
  return edges.slice(0, most).map((edge, index) => {
    const inside = edge + 1;
    const next = edges[index + 1] ?? line.length;
    const isLast = index === most - 1;
    const text = line.slice(inside, next);
    const trimmed = text.trim();
    const lead = trimmed ? text.length - text.trimStart().length : Math.min(1, text.length);
    const start = inside + lead;
    return {
      from: index === 0 ? 0 : edge,
      to: isLast ? line.length : next,
      start,
      end: start + trimmed.length,
    };
  });
}

function pipesOf(line) {
  const found = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "|") found.push(at);
  }
  return found;
}

export const isDelimiter = (line) => line.includes("-") && /^\s*\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$/.test(line);

const wordsIn = (line) => cellsOf(line).map(({ start, end }) => line.slice(start, end));

function alignOf(cell) {
  const left = cell.startsWith(":");
  const right = cell.endsWith(":");
  if (left && right) return "center";
  if (right) return "right";
  return left ? "left" : "";
}

// {rows: [[words]], aligns: ["" | "left" | "center" | "right"]}; the first row is the head.
export function read(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const aligns = wordsIn(lines[1] ?? "").map(alignOf);
  const rows = [lines[0], ...lines.slice(2)].map(wordsIn);
  const columns = Math.max(rows[0]?.length ?? 0, 1);
  for (const row of rows) {
    row.length = Math.min(row.length, columns);
    while (row.length < columns) row.push("");
  }
  while (aligns.length < columns) aligns.push("");
  return { rows, aligns: aligns.slice(0, columns) };
}

const WIDEST = 40;

export function write({ rows, aligns }) {
  const widths = aligns.map((_align, column) => Math.min(WIDEST, Math.max(3, ...rows.map((row) => [...row[column]].length))));
  const line = (cells) => `| ${cells.map((cell, column) => cell + " ".repeat(Math.max(0, widths[column] - [...cell].length))).join(" | ")} |`;
  const rule = aligns.map((align, column) => {
    const [start, end] = [align === "left" || align === "center" ? ":" : "-", align === "right" || align === "center" ? ":" : "-"];
    return start + "-".repeat(Math.max(1, widths[column] - 2)) + end;
  });
  return [line(rows[0]), `| ${rule.join(" | ")} |`, ...rows.slice(1).map(line)].join("\n");
}

// Words as they may stand in a cell: on one line, and with no pipe that would end it.
export const asCell = (words) => words.replace(/\s*\n\s*/g, " ").replace(/(?<!\\)((?:\\\\)*)\|/g, "$1\\|").trim();

export const empty = (columns, rows) => ({
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "")),
  aligns: Array.from({ length: columns }, () => ""),
});

// What can be done to a table. Each answers with a new one, or with null where it cannot be done; `at` is {row, column},
// row 0 the head.
const copied = ({ rows, aligns }) => ({ rows: rows.map((row) => [...row]), aligns: [...aligns] });

export function withRow(table, { row }, below = true) {
  const made = copied(table);
  made.rows.splice(Math.max(1, row + (below ? 1 : 0)), 0, table.aligns.map(() => ""));
  return made;
}

export function withColumn(table, { column }, after = true) {
  const made = copied(table);
  const place = column + (after ? 1 : 0);
  for (const row of made.rows) row.splice(place, 0, "");
  made.aligns.splice(place, 0, "");
  return made;
}

export function withoutRow(table, { row }) {
  if (table.rows.length <= 1) return null;
  const made = copied(table);
  made.rows.splice(row, 1);
  return made;
}

export function withoutColumn(table, { column }) {
  if (table.aligns.length <= 1) return null;
  const made = copied(table);
  for (const row of made.rows) row.splice(column, 1);
  made.aligns.splice(column, 1);
  return made;
}

export function aligned(table, { column }, align) {
  const made = copied(table);
  made.aligns[column] = made.aligns[column] === align ? "" : align;
  return made;
}

export function movedRow(table, { row }, by) {
  const to = row + by;
  if (row === 0 || to < 1 || to >= table.rows.length) return null;
  const made = copied(table);
  [made.rows[row], made.rows[to]] = [made.rows[to], made.rows[row]];
  return made;
}

export function movedColumn(table, { column }, by) {
  const to = column + by;
  if (to < 0 || to >= table.aligns.length) return null;
  const made = copied(table);
  for (const row of [...made.rows, made.aligns]) [row[column], row[to]] = [row[to], row[column]];
  return made;
}
