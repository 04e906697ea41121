// Tables, drawn as tables while they stay text: each line is a row and each cell a mark around its words, so that carets
// of others, undo and search go on working within them. Pipes are there, and too small to be seen.
import { syntaxTree } from "@codemirror/language";
import { RangeSet } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";
import { cellsOf } from "./cells.js";
import { asTable } from "./place.js";

const PIPE = Decoration.mark({ class: "rich-pipe" });
const ROW = Decoration.line({ class: "rich-row" });
const HEAD = Decoration.line({ class: "rich-row rich-row--head" });
const RULE = Decoration.line({ class: "rich-rule" });
const CELLS = Object.fromEntries(
  ["", "left", "center", "right"].map((align) => [align, Decoration.mark({ class: align ? `rich-cell align-${align}` : "rich-cell", inclusive: true })]),
);
const SKIPPED = Decoration.mark({});

const alignOf = (words) => `${words.startsWith(":") ? "l" : ""}${words.endsWith(":") ? "r" : ""}`;
const ALIGNS = { "": "", l: "left", r: "right", lr: "center" };

function alignsOf(state, table) {
  const { text } = state.doc.line(table.rule);
  return cellsOf(text).map(({ start, end }) => ALIGNS[alignOf(text.slice(start, end))]);
}

function drawTable(state, table, { from, to }, drawn, skipped) {
  const aligns = alignsOf(state, table);
  const first = Math.max(table.head, state.doc.lineAt(Math.max(from, table.from)).number);
  const last = Math.min(table.last, state.doc.lineAt(Math.min(to, table.to)).number);
  let left = null;
  for (let number = first; number <= last; number += 1) {
    const line = state.doc.line(number);
    if (number === table.rule) {
      drawn.push(RULE.range(line.from));
      if (line.length > 0) drawn.push(PIPE.range(line.from, line.to));
      continue;
    }
    drawn.push((number === table.head ? HEAD : ROW).range(line.from));
    for (const [column, cell] of cellsOf(line.text).entries()) {
      const [start, end] = [line.from + cell.start, line.from + cell.end];
      if (cell.to > cell.from) drawn.push(CELLS[aligns[column] ?? ""].range(line.from + cell.from, line.from + cell.to));
      const before = left ?? line.from;
      if (start > before) skipped.push(SKIPPED.range(before, start));
      left = end;
    }
  }
  const end = state.doc.line(last).to;
  if (left !== null && end > left) skipped.push(SKIPPED.range(left, end));
}

// The pipe of each cell and the space beside it; a second set, as it lies within the cells.
function pipesOf(state, table, { from, to }, pipes) {
  const first = Math.max(table.head, state.doc.lineAt(Math.max(from, table.from)).number);
  const last = Math.min(table.last, state.doc.lineAt(Math.min(to, table.to)).number);
  for (let number = first; number <= last; number += 1) {
    if (number === table.rule) continue;
    const line = state.doc.line(number);
    for (const cell of cellsOf(line.text)) {
      const lead = Math.min(cell.start, line.text.indexOf("|", cell.from) === cell.from || cell.from === 0 ? cell.start : cell.from);
      if (lead > cell.from) pipes.push(PIPE.range(line.from + cell.from, line.from + lead));
      // A cell with nothing in it keeps a space to stand in.
      const tail = cell.end === cell.start ? Math.min(cell.end + 1, cell.to) : cell.end;
      if (cell.to > tail) pipes.push(PIPE.range(line.from + tail, line.from + cell.to));
    }
  }
}

function tablesIn(view, each) {
  for (const range of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from: range.from,
      to: range.to,
      enter(node) {
        if (node.name !== "Table") return node.name === "Document";
        const table = asTable(view.state, node.node);
        if (table && table.last > table.head) each(table, range);
        return false;
      },
    });
  }
}

const changed = (update) => update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state);

class Tables {
  constructor(view) {
    this.draw(view);
  }

  update(update) {
    if (changed(update)) this.draw(update.view);
  }

  draw(view) {
    const drawn = [];
    const skipped = [];
    const pipes = [];
    tablesIn(view, (table, range) => {
      drawTable(view.state, table, range, drawn, skipped);
      pipesOf(view.state, table, range, pipes);
    });
    this.cells = Decoration.set(drawn, true);
    this.pipes = Decoration.set(pipes, true);
    this.skipped = RangeSet.of(skipped, true);
  }
}

const plugin = ViewPlugin.fromClass(Tables, {
  provide: (tables) => [
    EditorView.outerDecorations.of((view) => view.plugin(tables)?.cells ?? Decoration.none),
    EditorView.decorations.of((view) => view.plugin(tables)?.pipes ?? Decoration.none),
    EditorView.atomicRanges.of((view) => view.plugin(tables)?.skipped ?? RangeSet.empty),
  ],
});

export const drawnTables = plugin;
