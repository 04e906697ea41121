// Out of a list or a quote again, by Enter in an empty item or by Backspace before the first letter. What is left stands
// by itself: without an empty line above it Markdown would read it as the end of the item before. Answers are
// transactions, without an editor.
import { indentSpec, itemOf } from "./lines.js";

const QUOTES = /^(?:\s*>\s?)+/;

function alone(state, line, to) {
  const above = line.number > 1 ? state.doc.line(line.number - 1).text.trim() : "";
  const insert = above ? "\n" : "";
  return { changes: { from: line.from, to, insert }, selection: { anchor: line.from + insert.length }, scrollIntoView: true, userEvent: "input.leave" };
}

// Enter in an item with nothing in it.
export function leaveSpec(state) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const item = itemOf(`${line.text} `);
  if (!main.empty || !item || line.text.trim() !== item.mark.trim()) return null;
  return item.indent.length > 0 ? indentSpec(state, -1) : alone(state, line, line.to);
}

// Backspace right behind the marks of a line.
export function backSpec(state, marks) {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (!main.empty || marks === 0 || main.head !== line.from + marks) return null;
  const item = itemOf(line.text.slice(0, marks));
  if (item && item.indent.length > 0) return indentSpec(state, -1) ?? alone(state, line, main.head);
  const quotes = QUOTES.exec(line.text)?.[0].length ?? 0;
  // Of a list within a quote the quote is left.
  if (quotes > 0 && quotes < marks) return { changes: { from: line.from + quotes, to: main.head }, userEvent: "delete.backward" };
  return item || quotes > 0 ? alone(state, line, main.head) : null;
}
