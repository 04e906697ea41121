// Bold, italic, struck out and code: put around the selection or the word one is in, and taken off again. Answers are
// transactions, without an editor.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection } from "@codemirror/state";

export const MARKS = {
  strong: { text: "**", node: "StrongEmphasis", also: ["**", "__"] },
  em: { text: "*", node: "Emphasis", also: ["*", "_"] },
  strike: { text: "~~", node: "Strikethrough", also: ["~~"] },
  code: { text: "`", node: "InlineCode", also: ["`"] },
};

// The node of this kind that holds the whole stretch, or null.
export function markedAt(state, { from, to }, { node: name }) {
  for (const [pos, side] of [[from, 1], [from, -1]]) {
    for (let node = syntaxTree(state).resolveInner(pos, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node;
    }
  }
  return null;
}

export const isMarked = (state, kind) => Boolean(markedAt(state, state.selection.main, MARKS[kind]));

export function toggleMark(state, kind) {
  const mark = MARKS[kind];
  return state.changeByRange((range) => {
    const node = markedAt(state, range, mark);
    return node ? off(state, range, node, mark) : on(state, range, mark);
  });
}

function off(state, range, node, mark) {
  const text = state.sliceDoc(node.from, node.to);
  const sign = mark.also.find((one) => text.startsWith(one)) ?? mark.text;
  const length = sign.length;
  const changes = [
    { from: node.from, to: node.from + length },
    { from: node.to - length, to: node.to },
  ];
  const move = (pos) => Math.max(node.from, Math.min(pos - length, node.to - 2 * length));
  return { changes, range: EditorSelection.range(move(range.anchor), move(range.head)) };
}

function on(state, range, mark) {
  let { from, to } = range.empty ? (state.wordAt(range.head) ?? range) : range;
  // Spaces at the edges would keep the mark from being one, and a mark never reaches over a line that is empty.
  const text = state.sliceDoc(from, to);
  from += text.length - text.trimStart().length;
  to -= text.length - text.trimEnd().length;
  if (from > to) [from, to] = [range.from, range.from];
  const lines = linesOf(state, from, to);
  const length = mark.text.length;
  const changes = lines.flatMap((line) => [
    { from: line.from, insert: mark.text },
    { from: line.to, insert: mark.text },
  ]);
  if (lines.length === 1 && range.empty) return { changes, range: EditorSelection.cursor(range.head + length) };
  const end = to + changes.length * length;
  return { changes, range: EditorSelection.range(from + length, end - length) };
}

// The words of each line, without the marks of its block.
function linesOf(state, from, to) {
  const first = state.doc.lineAt(from);
  if (to <= first.to) return [{ from, to }];
  const found = [];
  for (let number = first.number; number <= state.doc.lineAt(to).number; number += 1) {
    const line = state.doc.line(number);
    const lead = /^[\s>]*(?:(?:[-*+]|\d+[.)]|#{1,6})\s+)?(?:\[[ xX]\]\s+)?/.exec(line.text)[0].length;
    const start = Math.max(from, line.from + lead);
    const end = Math.min(to, line.from + line.text.trimEnd().length);
    if (start < end) found.push({ from: start, to: end });
  }
  return found;
}

// Words become a link; an address that was selected becomes the address of one.
export function linkSpec(state, address = "") {
  const { from, to } = state.selection.main;
  const words = state.sliceDoc(from, to).replace(/\s*\n\s*/g, " ");
  if (!address && /^https?:\/\/\S+$/.test(words)) {
    return { changes: { from, to, insert: `[](${words})` }, selection: { anchor: from + 1 } };
  }
  const insert = `[${words.replace(/[[\]]/g, "\\$&")}](${address})`;
  const inAddress = from + insert.length - 1;
  const inWords = from + 1;
  if (!address) return { changes: { from, to, insert }, selection: { anchor: words ? inAddress : inWords } };
  return { changes: { from, to, insert }, selection: words ? { anchor: from + insert.length } : { anchor: inWords } };
}
