// Keys within a table: Tab and Enter go from cell to cell, arrows keep their column, and what is typed stays in its cell.
import { EditorSelection, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { asCell, read, withRow, write } from "./cells.js";
import { difference } from "./difference.js";
import { cellAt, cellOf, tableAt } from "./place.js";

const select = ({ from, to }) => EditorSelection.single(from, to);

export function goTo(view, table, row, column) {
  const cell = cellOf(view.state, table, row, column);
  if (!cell) return false;
  view.dispatch({ selection: select(cell), scrollIntoView: true, userEvent: "select" });
  return true;
}

// Writes a table anew: only what differs is changed, so that carets of others in it stay where they are.
export function rewrite(view, table, made, { row, column }) {
  const text = write(made);
  const old = view.state.sliceDoc(table.from, table.to);
  view.dispatch({ changes: difference(old, text, table.from), userEvent: "input.table" });
  const now = tableAt(view.state, table.from);
  if (now) goTo(view, now, Math.min(row, made.rows.length - 1), Math.min(column, made.aligns.length - 1));
}

const caretCell = (state) => (state.selection.ranges.length === 1 ? cellAt(state, state.selection.main.head) : null);

function addRowAtEnd(view, place) {
  const table = read(view.state.sliceDoc(place.table.from, place.table.to));
  rewrite(view, place.table, withRow(table, { row: table.rows.length - 1 }), { row: table.rows.length, column: 0 });
}

const step = (by) => (view) => {
  const place = caretCell(view.state);
  if (!place || view.state.readOnly) return false;
  const { table, row, column, columns } = place;
  const next = row * columns + column + by;
  if (next < 0) return true;
  if (!goTo(view, table, Math.floor(next / columns), next % columns)) addRowAtEnd(view, place);
  return true;
};

function down(view) {
  const place = caretCell(view.state);
  if (!place || view.state.readOnly) return false;
  const { table, row, column } = place;
  if (goTo(view, table, row + 1, column)) return true;
  const isEmpty = view.state.doc.line(table.last).text.replaceAll("|", "").trim() === "";
  if (isEmpty && row > 0) leave(view, table);
  else addRowAtEnd(view, place);
  return true;
}

// Enter in an empty last row: the table is done, the row goes, and writing goes on below.
function leave(view, table) {
  const last = view.state.doc.line(table.last);
  const after = view.state.sliceDoc(last.to, last.to + 2) === "\n\n" ? "" : "\n";
  const from = last.from - 1;
  view.dispatch({
    changes: { from, to: last.to, insert: `\n${after}` },
    selection: { anchor: from + 1 + after.length },
    scrollIntoView: true,
    userEvent: "input.table",
  });
}

// Below or above in the same column, where the editor by itself would choose by pixels.
const vertically = (forward) => (view) => {
  const { state } = view;
  const place = caretCell(state);
  const { main } = state.selection;
  if (!place || !main.empty) return false;
  const moved = view.moveVertically(main, forward);
  const there = cellAt(state, moved.head);
  if (!there || there.table.from !== place.table.from || there.row === place.row) return false;
  const cell = cellOf(state, place.table, there.row, place.column);
  if (!cell) return false;
  const offset = Math.min(main.head - place.cell.from, cell.to - cell.from);
  view.dispatch({ selection: { anchor: cell.from + Math.max(0, offset) }, scrollIntoView: true, userEvent: "select" });
  return true;
};

// At the edge of a cell there is nothing to delete: cells are joined by the menu, not by accident.
const edge = (forward) => (view) => {
  const { main } = view.state.selection;
  const place = caretCell(view.state);
  if (!place) return false;
  if (main.empty) return forward ? main.head >= place.cell.to : main.head <= place.cell.from;
  const other = cellAt(view.state, main.anchor);
  if (!other || other.table.from !== place.table.from || (other.row === place.row && other.column === place.column)) return false;
  emptyCells(view, place.table, main);
  return true;
};

function emptyCells(view, table, { from, to }) {
  const changes = [];
  for (let row = 0; cellOf(view.state, table, row, 0); row += 1) {
    for (let column = 0, cell; (cell = cellOf(view.state, table, row, column)); column += 1) {
      const [start, end] = [Math.max(cell.from, from), Math.min(cell.to, to)];
      if (start < end) changes.push({ from: start, to: end });
    }
  }
  view.dispatch({ changes, selection: { anchor: from }, userEvent: "delete" });
}

// What is typed beside the words of a cell belongs into it; a pipe is a letter like any other.
function typed(view, from, to, text) {
  const place = cellAt(view.state, from);
  if (!place || view.state.readOnly || text.includes("\n")) return false;
  const end = cellAt(view.state, to);
  const isOutside = from < place.cell.from || from > place.cell.to;
  if (!isOutside && text !== "|") return false;
  if (!end || end.row !== place.row || end.column !== place.column) return false;
  const start = Math.min(Math.max(from, place.cell.from), place.cell.to);
  const stop = Math.max(start, Math.min(to, place.cell.to));
  const insert = text.includes("|") ? asCell(text) : text;
  view.dispatch({ changes: { from: start, to: stop, insert }, selection: { anchor: start + insert.length }, scrollIntoView: true, userEvent: "input.type" });
  return true;
}

export const movingInTables = [
  Prec.high(
    keymap.of([
      { key: "Tab", run: step(1), shift: step(-1) },
      { key: "Enter", run: down, shift: () => false },
      { key: "ArrowDown", run: vertically(true) },
      { key: "ArrowUp", run: vertically(false) },
      { key: "Backspace", run: edge(false) },
      { key: "Delete", run: edge(true) },
    ]),
  ),
  EditorView.inputHandler.of(typed),
];
