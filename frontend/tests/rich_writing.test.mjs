// What keys and buttons do to the text, without an editor: each case is a text with its caret or selection before and after.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { language } from "../src/rich/language.js";
import { backSpec, leaveSpec } from "../src/rich/leaving.js";
import { blockSpec, headingSpec, indentSpec, listSpec, quoteSpec } from "../src/rich/lines.js";
import { linkSpec, toggleMark } from "../src/rich/marks.js";
import { marksOf } from "../src/rich/preview/caret.js";
import { pageLink } from "../src/rich/offers/pages.js";
import { matches } from "../src/rich/offers/slash.js";
import { readPicture, writePicture } from "../src/rich/pictures.js";
import { meant, tabbed } from "../src/rich/paste/index.js";

// "a¦b" has its caret after the a, "«ab»" is selected.
function stateOf(text) {
  const [open, close, caret] = ["«", "»", "¦"].map((sign) => text.indexOf(sign));
  const selection = caret >= 0 ? { anchor: caret } : { anchor: open, head: close - 1 };
  const state = EditorState.create({ doc: text.replace(/[«»¦]/g, ""), selection, extensions: [language()] });
  ensureSyntaxTree(state, state.doc.length, 5000);
  return state;
}

function shown(state) {
  const { from, to, empty } = state.selection.main;
  const text = state.doc.toString();
  return empty ? `${text.slice(0, from)}¦${text.slice(from)}` : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}

const after = (text, specOf) => {
  const state = stateOf(text);
  const spec = specOf(state);
  return spec ? shown(state.update(spec).state) : null;
};

const cases = (name, specOf, table) =>
  test(name, () => {
    for (const [before, wanted] of table) assert.equal(after(before, specOf), wanted, before);
  });

cases("bold goes around the word, around a selection without its spaces, and off again", (state) => toggleMark(state, "strong"), [
  ["a wo¦rd", "a **wo¦rd**"],
  ["a¦ ", "**a¦** "],
  [" ¦ ", " **¦** "],
  ["«a word »here", "**«a word»** here"],
  ["**wo¦rd**", "wo¦rd"],
  ["__«word»__", "«word»"],
  ["- «one\n- two»", "- **«one**\n- **two»**"],
]);

cases("italic within bold is both", (state) => toggleMark(state, "em"), [["**a «word» b**", "**a *«word»* b**"]]);

cases("a heading is set, changed and taken off", (state) => headingSpec(state, 2), [
  ["ti¦tle", "## ti¦tle"],
  ["# ti¦tle", "## ti¦tle"],
  ["## ti¦tle", "ti¦tle"],
  ["- ti¦tle", "## ti¦tle"],
  ["¦", "## ¦"],
]);

cases("lines become a list, and what is one stops being it", (state) => listSpec(state, "bullet"), [
  ["¦", "- ¦"],
  ["«one\n\ntwo»", "- «one\n\n- two»"],
  ["- «one\n- two»", "«one\ntwo»"],
  ["1. on¦e", "- on¦e"],
  ["- [x] on¦e", "- on¦e"],
  ["  - on¦e", "  on¦e"],
]);

cases("numbers count", (state) => listSpec(state, "number"), [["«a\nb\nc»", "1. «a\n2. b\n3. c»"]]);
cases("a callout begins with what it is", (state) => quoteSpec(state, "warning"), [
  ["¦", "> [!WARNING]\n> ¦"],
  ["Mind i¦t", "> [!WARNING]\n> Mind i¦t"],
]);

cases("an item goes below the one above it, with its own children", (state) => indentSpec(state, 1), [
  ["- a\n- b¦\n  - c", "- a\n  - b¦\n    - c"],
  ["1. a\n2. b¦", "1. a\n   2. b¦"],
  ["- a¦", null],
  ["- a\n  - b¦", null],
  ["words¦", null],
]);

cases("and out again", (state) => indentSpec(state, -1), [
  ["- a\n  - b¦\n    - c", "- a\n- b¦\n  - c"],
  ["1. a\n   - b¦", "1. a\n- b¦"],
]);

cases("Enter in an empty item leaves the list, and what is written then is not part of it", leaveSpec, [
  ["- a\n- ¦", "- a\n\n¦"],
  ["- a\n  - ¦", "- a\n- ¦"],
  ["- [x] a\n- [ ] ¦", "- [x] a\n\n¦"],
  ["- a¦", null],
]);

cases("Backspace before the first letter takes the mark off", (state) => backSpec(state, marksOf(state, state.doc.lineAt(state.selection.main.head))), [
  ["- a\n- ¦b", "- a\n\n¦b"],
  ["- ¦b", "¦b"],
  ["> a\n> ¦b", "> a\n\n¦b"],
  ["> - ¦b", "> ¦b"],
  ["- b¦", null],
  ["```\n- ¦b\n```", null],
]);

cases("a link takes the words that are selected, or the address", (state) => linkSpec(state), [
  ["«words»", "[words](¦)"],
  ["«https://x.it»", "[¦](https://x.it)"],
  ["¦", "[¦]()"],
]);
cases("an address over words is the address of them", (state) => linkSpec(state, "https://x.it"), [["see «this» now", "see [this](https://x.it)¦ now"]]);

cases("a block stands by itself", (state) => blockSpec(state, "---"), [
  ["¦", "---¦\n"],
  ["a¦", "a\n\n---¦\n"],
  ["a\n¦\nb", "a\n\n---¦\n\nb"],
]);

test("a picture is read as it was written", () => {
  const src = "/files/0b0d7a52-8f8f-4b6a-9e43-3d3a6f7b2a11/large";
  for (const picture of [{ alt: "The aisle", width: 480, src }, { alt: "", width: 0, src }, { alt: "a [b] c", width: 0, src }]) {
    assert.deepEqual(readPicture(writePicture(picture)), picture);
  }
  assert.equal(writePicture({ alt: "a", width: 90, src }, { inTable: true }), `![a\\|90](${src})`);
  assert.equal(readPicture("![a](https://x.it/a.png)"), null, "only our own pictures are shown");
});

test("a page is linked by its title where the title leads to it, else by its number", () => {
  assert.equal(pageLink({ id: 3, title: "Resi", target: "Resi" }), "[[Resi]]");
  assert.equal(pageLink({ id: 3, title: "Resi", target: "assistenza/Resi" }), "[[assistenza/Resi|Resi]]");
  assert.equal(pageLink({ id: 3, title: "Resi", target: "" }), "[[#3|Resi]]");
  assert.equal(pageLink({ id: 3, title: "a|b", target: "a|b" }), "[[#3]]");
});

test("the slash menu finds by any word and without accents", () => {
  const deed = { label: "Città e numeri", name: "number", also: "ol 1." };
  for (const query of ["", "citta", "num", "ol"]) assert.ok(matches(deed, query), query);
  assert.ok(!matches(deed, "tab"));
});

test("rows of a spreadsheet become a table, and a text with a tab in it does not", () => {
  assert.equal(tabbed("a\tb\r\n1\tx|y\r\n"), "| a   | b    |\n| --- | ---- |\n| 1   | x\\|y |");
  for (const text of ["a\tb", "a\nb", "a\tb\nc"]) assert.equal(tabbed(text), null, text);
});

test("code that is copied from an editor for programs comes as it is", () => {
  const html = '<meta charset="utf-8"><div style="color:#000;font-family: Menlo, Monaco, monospace;font-size:12px;white-space: pre;"><div><span>def f():</span></div></div>';
  assert.equal(meant({ html, text: "def f():" }, () => assert.fail("nothing is parsed")), null);
});
