// What a line is: a heading, an item of a list, a task, a quote. Set for all lines of the selection, and taken off where
// all of them are it already. Answers are transactions, without an editor.
const ITEM = /^(\s*)(?:([-*+])|(\d+)([.)]))\s+(?:(\[[ xX]\])\s+)?/;
const HEAD = /^(#{1,6})\s+/;
const QUOTE = /^>\s?/;
export const INDENT = "  ";

export function itemOf(text) {
  const found = ITEM.exec(text);
  if (!found) return null;
  const [mark, indent, bullet, number, , box] = found;
  return { mark, indent, sort: box ? "task" : bullet ? "bullet" : "number", number: Number(number ?? 0) };
}

export const headingOf = (text) => HEAD.exec(text)?.[1].length ?? 0;

function linesOf(state) {
  const lines = new Map();
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last; number += 1) lines.set(number, state.doc.line(number));
  }
  const all = [...lines.values()];
  const filled = all.filter(({ text }) => text.trim() !== "");
  return filled.length > 0 ? filled : all.slice(0, 1);
}

// Each line with another beginning: [{from, to, insert}]; what is the same stays untouched.
const begin = (line, old, made) => (old === made ? [] : [{ from: line.from, to: line.from + old.length, insert: made }]);

// The caret stands behind what was put before it.
function spec(state, changes) {
  if (changes.length === 0) return null;
  const set = state.changes(changes);
  const { main } = state.selection;
  return {
    changes: set,
    selection: main.empty ? { anchor: set.mapPos(main.head, 1) } : { anchor: set.mapPos(main.anchor, 1), head: set.mapPos(main.head, 1) },
    scrollIntoView: true,
    userEvent: "input.format",
  };
}

const leadOf = (text) => HEAD.exec(text)?.[0] ?? ITEM.exec(text)?.[0] ?? "";

// level 0: a line of text.
export function headingSpec(state, level) {
  const lines = linesOf(state);
  const off = level > 0 && lines.every(({ text }) => headingOf(text) === level);
  const made = level === 0 || off ? "" : `${"#".repeat(level)} `;
  return spec(state, lines.flatMap((line) => begin(line, leadOf(line.text), made)));
}

export function listSpec(state, sort) {
  const lines = linesOf(state);
  const off = lines.every(({ text }) => itemOf(text)?.sort === sort);
  let number = 0;
  return spec(
    state,
    lines.flatMap((line) => {
      const item = itemOf(line.text);
      const indent = item?.indent ?? "";
      number += 1;
      const mark = { bullet: "- ", number: `${number}. `, task: "- [ ] " }[sort];
      return begin(line, item?.mark ?? HEAD.exec(line.text)?.[0] ?? "", off ? indent : indent + mark);
    }),
  );
}

// kind: of a callout, or "" for a quote.
export function quoteSpec(state, kind = "") {
  const { doc } = state;
  const { from, to } = state.selection.main;
  const lines = [];
  for (let number = doc.lineAt(from).number; number <= doc.lineAt(to).number; number += 1) lines.push(doc.line(number));
  if (!kind && lines.every(({ text }) => QUOTE.test(text))) {
    return spec(state, lines.flatMap((line) => begin(line, QUOTE.exec(line.text)[0], "")));
  }
  const changes = lines.flatMap((line, index) => {
    const insert = `${kind && index === 0 ? `> [!${kind.toUpperCase()}]\n` : ""}> `;
    return [{ from: line.from, insert }];
  });
  return spec(state, changes);
}

// by: 1 or -1. Items move below the one above them and out again, with their own children; null where nothing moves.
export function indentSpec(state, by) {
  const lines = linesOf(state).filter(({ text }) => itemOf(text));
  if (lines.length === 0) return null;
  const above = lines[0].number > 1 ? itemOf(state.doc.line(lines[0].number - 1).text) : null;
  const first = itemOf(lines[0].text);
  if (by > 0 && (!above || first.indent.length > above.indent.length)) return null;
  const width = by > 0 ? " ".repeat(Math.max(INDENT.length, widthOf(above))) : INDENT;
  const all = withChildren(state, lines);
  const changes = all.flatMap((line) => {
    if (by > 0) return [{ from: line.from, insert: width }];
    const outer = Math.min(/^\s*/.exec(line.text)[0].length, outdentOf(state, lines[0]));
    return outer > 0 ? [{ from: line.from, to: line.from + outer }] : [];
  });
  return spec(state, changes);
}

// As far as the words of the item above: "10. " takes four.
const widthOf = (item) => (item.sort === "task" ? INDENT.length : item.mark.length - item.indent.length);

function outdentOf(state, line) {
  const { indent } = itemOf(line.text);
  for (let number = line.number - 1; number > 0; number -= 1) {
    const item = itemOf(state.doc.line(number).text);
    if (item && item.indent.length < indent.length) return indent.length - item.indent.length;
  }
  return indent.length;
}

function withChildren(state, lines) {
  const last = lines.at(-1);
  const depth = itemOf(last.text).indent.length;
  const all = [...lines];
  for (let number = last.number + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    if (line.text.trim() === "" || /^\s*/.exec(line.text)[0].length <= depth) break;
    all.push(line);
  }
  return all;
}

// A block of its own, with an empty line to what is above and below it. `caret`: where in it the caret goes, `select`:
// up to where it selects.
export function blockSpec(state, text, { caret = text.length, select = caret } = {}) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.from);
  const isEmpty = line.text.trim() === "";
  const from = isEmpty ? line.from : line.to;
  const to = isEmpty ? line.to : main.from === main.to ? line.to : Math.max(line.to, main.from);
  const before = number(state, isEmpty ? line.number - 1 : line.number);
  const after = number(state, line.number + 1);
  const lead = isEmpty ? (before ? "\n" : "") : "\n\n";
  const tail = after === null ? "\n" : after ? "\n" : "";
  const anchor = from + lead.length;
  return {
    changes: { from, to, insert: lead + text + tail },
    selection: { anchor: anchor + caret, head: anchor + select },
    scrollIntoView: true,
    userEvent: "input.block",
  };
}

// The text of a line, "" for an empty one, null beyond the ends.
function number(state, at) {
  if (at < 1) return "";
  return at > state.doc.lines ? null : state.doc.line(at).text.trim();
}
