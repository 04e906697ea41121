// The smallest change that makes one table of another, so that carets of others in it stay where they are. Lines that
// differ only in their padding are left as they were.
import { isDelimiter } from "./cells.js";

const squeezed = (line) => (isDelimiter(line) ? line.replace(/-+/g, "-") : line).replace(/ +/g, " ");

export function difference(old, made, at) {
  const before = old.split("\n");
  const after = made.split("\n");
  if (before.length === after.length) return lineByLine(before, after, at);
  const alike = (one, other) => squeezed(one) === squeezed(other);
  const most = Math.min(before.length, after.length);
  let top = 0;
  while (top < most && alike(before[top], after[top])) top += 1;
  let bottom = 0;
  while (bottom < most - top && alike(before.at(-1 - bottom), after.at(-1 - bottom))) bottom += 1;
  const length = (lines) => lines.reduce((sum, line) => sum + line.length + 1, 0);
  const come = after.slice(top, after.length - bottom);
  const from = at + length(before.slice(0, top));
  const to = from + length(before.slice(top, before.length - bottom));
  if (bottom > 0) return [{ from, to, insert: come.map((line) => `${line}\n`).join("") }];
  // At the end there is no line end behind: the one before goes or comes along.
  if (top > 0) return [{ from: from - 1, to: to - 1, insert: come.map((line) => `\n${line}`).join("") }];
  return [{ from: at, to: at + old.length, insert: made }];
}

function lineByLine(before, after, at) {
  const changes = [];
  let from = at;
  for (const [index, line] of before.entries()) {
    if (squeezed(line) !== squeezed(after[index])) changes.push(within(line, after[index], from));
    from += line.length + 1;
  }
  return changes;
}

function within(line, made, at) {
  let start = 0;
  while (start < line.length && start < made.length && line[start] === made[start]) start += 1;
  let end = 0;
  while (end < line.length - start && end < made.length - start && line.at(-1 - end) === made.at(-1 - end)) end += 1;
  return { from: at + start, to: at + line.length - end, insert: made.slice(start, made.length - end) };
}
