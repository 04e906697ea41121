// What the toolbar offers while one is in a table: rows and columns, alignment, and away with it.
import { gettext } from "../../../../static/js/i18n.js";
import { button, divider } from "../buttons.js";
import { aligned, movedColumn, movedRow, read, withColumn, withRow, withoutColumn, withoutRow } from "./cells.js";
import { rewrite } from "./moving.js";
import { cellAt, tableAt } from "./place.js";

// change(table, at) -> a new table or null; to(at) -> where the caret is afterwards.
export function changeTable(view, change, to = (at) => at) {
  const place = cellAt(view.state, view.state.selection.main.head);
  if (!place || view.state.readOnly) return false;
  const made = change(read(view.state.sliceDoc(place.table.from, place.table.to)), place);
  if (made) rewrite(view, place.table, made, to(place));
  view.focus();
  return true;
}

export function removeTable(view) {
  const table = tableAt(view.state, view.state.selection.main.head);
  if (!table || view.state.readOnly) return false;
  const end = Math.min(view.state.doc.length, table.to + 1);
  view.dispatch({ changes: { from: table.from, to: end }, selection: { anchor: table.from }, userEvent: "delete.table" });
  view.focus();
  return true;
}

const plus = (row, column) => (at) => ({ row: at.row + row, column: at.column + column });

const deeds = () => [
  ["row-below", gettext("Row below"), (view) => changeTable(view, (table, at) => withRow(table, at), plus(1, 0))],
  ["row-above", gettext("Row above"), (view) => changeTable(view, (table, at) => withRow(table, at, false), (at) => ({ ...at, row: Math.max(1, at.row) }))],
  ["row-up", gettext("Move row up"), (view) => changeTable(view, (table, at) => movedRow(table, at, -1), plus(-1, 0))],
  ["row-down", gettext("Move row down"), (view) => changeTable(view, (table, at) => movedRow(table, at, 1), plus(1, 0))],
  ["row-less", gettext("Delete row"), (view) => changeTable(view, withoutRow)],
  null,
  ["column-after", gettext("Column after"), (view) => changeTable(view, (table, at) => withColumn(table, at), plus(0, 1))],
  ["column-before", gettext("Column before"), (view) => changeTable(view, (table, at) => withColumn(table, at, false))],
  ["column-left", gettext("Move column left"), (view) => changeTable(view, (table, at) => movedColumn(table, at, -1), plus(0, -1))],
  ["column-right", gettext("Move column right"), (view) => changeTable(view, (table, at) => movedColumn(table, at, 1), plus(0, 1))],
  ["column-less", gettext("Delete column"), (view) => changeTable(view, withoutColumn)],
  null,
  ["align-left", gettext("Align left"), (view) => changeTable(view, (table, at) => aligned(table, at, "left"))],
  ["align-center", gettext("Align centre"), (view) => changeTable(view, (table, at) => aligned(table, at, "center"))],
  ["align-right", gettext("Align right"), (view) => changeTable(view, (table, at) => aligned(table, at, "right"))],
  null,
  ["trash", gettext("Delete table"), removeTable],
];

// view: () => EditorView.
export const tableTools = (view) => deeds().map((deed) => (deed ? button(view, { icon: deed[0], label: deed[1], run: deed[2] }) : divider()));
