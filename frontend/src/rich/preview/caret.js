// The caret beside marks that are out of sight: the beginning of a line is behind its bullet, its box or its quote mark.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, EditorState, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";

const MARKS = /^(?:\s*>\s?)*\s*(?:(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)?/;
const CODE = new Set(["FencedCode", "CodeBlock", "CodeText", "Table"]);

// How much of the beginning of this line is marks.
export function marksOf(state, line) {
  const length = MARKS.exec(line.text)[0].length;
  if (length === 0) return 0;
  for (let node = syntaxTree(state).resolveInner(line.to, -1); node; node = node.parent) if (CODE.has(node.name)) return 0;
  return /[>*+\-\d]/.test(line.text.slice(0, length)) ? length : 0;
}

const behind = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.selection || transaction.docChanged) return transaction;
  const { main, ranges } = transaction.newSelection;
  if (ranges.length > 1 || !main.empty) return transaction;
  const { startState } = transaction;
  const line = startState.doc.lineAt(main.head);
  const marks = marksOf(startState, line);
  if (marks === 0 || main.head >= line.from + marks) return transaction;
  // To the left of the first letter is the line above.
  const old = startState.selection.main;
  const isLeaving = old.empty && old.head === line.from + marks && transaction.isUserEvent("select") && !transaction.isUserEvent("select.pointer");
  const head = isLeaving && line.number > 1 ? line.from - 1 : line.from + marks;
  return [transaction, { selection: EditorSelection.cursor(head), sequential: true }];
});

// Home goes to the first letter, and where one is there already it stays.
function home(view) {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const marks = marksOf(view.state, line);
  if (marks === 0) return false;
  const there = view.moveToLineBoundary(main, false).head;
  view.dispatch({ selection: { anchor: Math.max(there, line.from + marks) }, scrollIntoView: true, userEvent: "select" });
  return true;
}

// At the end of a line Delete brings the next one up, without its marks.
function joinNext(view) {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  if (!main.empty || view.state.readOnly || main.head !== line.to || line.number === view.state.doc.lines) return false;
  const next = view.state.doc.line(line.number + 1);
  const marks = marksOf(view.state, next);
  if (marks === 0 || line.text.trim() === "") return false;
  view.dispatch({ changes: { from: line.to, to: next.from + marks }, userEvent: "delete.forward" });
  return true;
}

export const besideMarks = [
  behind,
  Prec.high(
    keymap.of([
      { key: "Home", run: home },
      { mac: "Cmd-ArrowLeft", run: home },
      { key: "Delete", run: joinNext },
    ]),
  ),
];
