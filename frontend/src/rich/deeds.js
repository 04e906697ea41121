// Everything that can be done to the text by a button, a key or the slash menu, once. `key` is CodeMirror's way to write
// it; what is printed is made from it.
import { gettext, language } from "../../../static/js/i18n.js";
import { kinds } from "./callouts.js";
import { blockSpec, headingSpec, indentSpec, listSpec, quoteSpec } from "./lines.js";
import { linkSpec, toggleMark } from "./marks.js";
import { toggleTask } from "./preview/pressing.js";
import { empty, write } from "./tables/cells.js";
import { cellAt, cellOf, tableAt } from "./tables/place.js";

// A command: does it, unless one may only read. What has nothing to do says so.
export const by = (specOf) => (view) => {
  if (view.state.readOnly) return false;
  const spec = specOf(view.state);
  if (!spec) return false;
  view.dispatch({ scrollIntoView: true, userEvent: "input.format", ...spec });
  view.focus();
  return true;
};

const inCell = (state) => Boolean(cellAt(state, state.selection.main.head));
// What is a block of its own cannot stand in a cell.
const byBlock = (specOf) => by((state) => (inCell(state) ? null : specOf(state)));

export const mark = (kind) => by((state) => toggleMark(state, kind));
export const heading = (level) => byBlock((state) => headingSpec(state, level));
export const list = (sort) => byBlock((state) => listSpec(state, sort));
export const quote = byBlock((state) => quoteSpec(state));
export const callout = (kind) => byBlock((state) => quoteSpec(state, kind));
export const indent = (amount) => by((state) => indentSpec(state, amount));
export const link = by((state) => linkSpec(state));
export const rule = byBlock((state) => blockSpec(state, "---\n", { caret: 4 }));

export const code = byBlock((state) => {
  const { from, to, empty: isCaret } = state.selection.main;
  if (isCaret) return blockSpec(state, "```\n\n```", { caret: 4 });
  const [first, last] = [state.doc.lineAt(from), state.doc.lineAt(to)];
  return { changes: [{ from: first.from, insert: "```\n" }, { from: last.to, insert: "\n```" }], selection: { anchor: first.from + 3 } };
});

const COLUMNS = 3;
const ROWS = 3;

export function table(view) {
  const { state } = view;
  if (state.readOnly || inCell(state)) return false;
  const spec = blockSpec(state, write(empty(COLUMNS, ROWS)), { caret: 2 });
  view.dispatch(spec);
  const place = tableAt(view.state, view.state.selection.main.head);
  const cell = place && cellOf(view.state, place, 0, 0);
  if (cell) view.dispatch({ selection: { anchor: cell.from } });
  view.focus();
  return true;
}

const typed = (text) => by((state) => ({ ...state.replaceSelection(text) }));
// A sign that opens a list of suggestions wants a space before it.
export const suggest = (sign) =>
  by((state) => {
    const before = state.sliceDoc(Math.max(0, state.selection.main.from - 1), state.selection.main.from);
    return { ...state.replaceSelection(/^[\s([{"'“«]?$/.test(before) ? sign : ` ${sign}`), userEvent: "input.type" };
  });

const today = () => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());

export function taskHere(view) {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  return toggleTask(view, line.from);
}

export const marksList = () => [
  { name: "strong", label: gettext("Bold"), key: "Mod-b", run: mark("strong") },
  { name: "em", label: gettext("Italic"), key: "Mod-i", run: mark("em") },
  { name: "strike", label: gettext("Struck out"), key: "Mod-Shift-x", run: mark("strike") },
  { name: "code", label: gettext("Code"), key: "Mod-e", run: mark("code") },
];

export const headings = () => [
  { name: "text", label: gettext("Text"), key: "Mod-Alt-0", run: heading(0), level: 0 },
  { name: "h1", label: gettext("Heading"), key: "Mod-Alt-1", run: heading(1), level: 1, also: "h1 #" },
  { name: "h2", label: gettext("Smaller heading"), key: "Mod-Alt-2", run: heading(2), level: 2, also: "h2 ##" },
  { name: "h3", label: gettext("Smallest heading"), key: "Mod-Alt-3", run: heading(3), level: 3, also: "h3 ###" },
];

export const lists = () => [
  { name: "bullet", icon: "list", label: gettext("List"), key: "Mod-Shift-8", run: list("bullet"), also: "bullet ul -" },
  { name: "number", icon: "numbered", label: gettext("Numbered list"), key: "Mod-Shift-7", run: list("number"), also: "ol 1." },
  { name: "task", icon: "tasks", label: gettext("Tasks"), key: "Mod-Shift-9", run: list("task"), also: "todo checkbox []" },
  { name: "quote", icon: "quote", label: gettext("Quote"), key: "Mod-Shift-.", run: quote, also: "blockquote >" },
];

export const blocks = (pick) => [
  { name: "table", icon: "table", label: gettext("Table"), key: "Mod-Alt-t", run: table },
  { name: "picture", icon: "image", label: gettext("Picture or file"), run: pick, also: "image upload attachment" },
  { name: "codeblock", icon: "code", label: gettext("Block of code"), key: "Mod-Alt-c", run: code, also: "pre ```" },
  { name: "rule", icon: "minus", label: gettext("Divider"), run: rule, also: "line hr ---" },
];

export const callouts = () => kinds().map(({ kind, icon, label }) => ({ name: kind, icon, label, run: callout(kind), also: "callout box" }));

export const inserts = () => [
  { name: "page", icon: "wiki", label: gettext("Link to a page"), key: "[[", run: suggest("[["), also: "wiki" },
  { name: "section", icon: "quote", label: gettext("Section of another text"), key: "![[", run: suggest("![["), also: "include embed transclusion" },
  { name: "link", icon: "link", label: gettext("Link"), key: "Mod-k", run: link, also: "url" },
  { name: "person", icon: "at", label: gettext("Mention somebody"), key: "@", run: suggest("@"), also: "people team" },
  { name: "tag", icon: "hash", label: gettext("Tag"), key: "#", run: suggest("#") },
  { name: "emoji", icon: "smile", label: gettext("Emoji"), key: ":", run: suggest(":") },
  { name: "date", icon: "cal", label: gettext("Today’s date"), run: (view) => typed(today())(view) },
];
