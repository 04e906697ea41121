// Where in the document a table is, and in which of its cells the caret.
import { syntaxTree } from "@codemirror/language";
import { cellsOf } from "./cells.js";

// {from, to, head, rule, rows} of the table around a place: the numbers of its lines. Only tables that stand by
// themselves are drawn; what is within a quote or a list stays as it is written.
export function tableAt(state, pos) {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === "Table") return asTable(state, node);
  }
  for (let node = syntaxTree(state).resolveInner(pos, 1); node; node = node.parent) {
    if (node.name === "Table") return asTable(state, node);
  }
  return null;
}

export function asTable(state, node) {
  if (node.parent?.name !== "Document") return null;
  const first = state.doc.lineAt(node.from);
  const last = state.doc.lineAt(node.to);
  return { from: first.from, to: last.to, head: first.number, rule: first.number + 1, last: last.number };
}

// {table, row, column, cell: {from, to} in the document} for the cell of this place, or null.
export function cellAt(state, pos) {
  const table = tableAt(state, pos);
  if (!table) return null;
  const line = state.doc.lineAt(pos);
  if (line.number === table.rule) return null;
  const cells = cellsOf(line.text);
  const offset = pos - line.from;
  let column = cells.findIndex(({ from, to }) => offset >= from && offset < to);
  if (column < 0) column = cells.length - 1;
  const { start, end } = cells[column];
  const row = line.number === table.head ? 0 : line.number - table.rule;
  return { table, row, column, columns: cells.length, cell: { from: line.from + start, to: line.from + end } };
}

// The words of a cell by row and column, as {from, to} in the document.
export function cellOf(state, table, row, column) {
  const number = row === 0 ? table.head : table.rule + row;
  if (number > table.last) return null;
  const line = state.doc.line(number);
  const cell = cellsOf(line.text)[column];
  return cell ? { from: line.from + cell.start, to: line.from + cell.end } : null;
}
