// The keys of writing.
import { deleteMarkupBackward, insertNewlineContinueMarkup } from "@codemirror/lang-markdown";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { gettext } from "../../../static/js/i18n.js";
import { blocks, by, headings, indent, inserts, lists, marksList, taskHere } from "./deeds.js";
import { backSpec, leaveSpec } from "./leaving.js";
import { itemOf } from "./lines.js";
import { marksOf } from "./preview/caret.js";

// In a list Tab moves the item, and never the focus: what cannot move stays. Elsewhere Tab goes on to what comes next.
const tab = (by) => (view) => {
  if (indent(by)(view)) return true;
  return Boolean(itemOf(view.state.doc.lineAt(view.state.selection.main.head).text));
};

function taskOnLine(view) {
  const { sort } = itemOf(view.state.doc.lineAt(view.state.selection.main.head).text) ?? {};
  return sort === "task" && taskHere(view);
}

const leave = by(leaveSpec);
const back = by((state) => backSpec(state, marksOf(state, state.doc.lineAt(state.selection.main.head))));

// Alt+F10, as elsewhere: to the bar beside the caret if there is one, else to the toolbar. Escape comes back.
const toBar = (toolbar) => (view) => {
  const stop = (view.dom.querySelector(".rich-bar") ?? toolbar())?.querySelector('button[tabindex="0"], input, button');
  stop?.focus();
  return Boolean(stop);
};

const plainText = new WeakSet();
// Ctrl+Shift+V: what is pasted next comes as the text it is.
const pastePlain = (view) => {
  plainText.add(view);
  setTimeout(() => plainText.delete(view), 1000);
  return false;
};
export const wantsPlain = (view) => plainText.delete(view);

export function keys({ pick, toolbar, source, help }) {
  const deeds = [...marksList(), ...headings(), ...lists(), ...blocks(pick), ...inserts()].filter(({ key }) => /^Mod-/.test(key ?? ""));
  return [
    Prec.high(keymap.of([{ key: "Enter", run: leave }, { key: "Enter", run: insertNewlineContinueMarkup }, { key: "Backspace", run: back }, { key: "Backspace", run: deleteMarkupBackward }, { key: "Tab", run: tab(1), shift: tab(-1) }])),
    Prec.high(
      keymap.of([
        ...deeds.map(({ key, run }) => ({ key, run, preventDefault: true, stopPropagation: true })),
        { key: "Mod-Enter", run: taskOnLine },
        { key: "Mod-Shift-v", run: pastePlain },
        { key: "Mod-Alt-m", run: source, preventDefault: true },
        { key: "Mod-/", run: help, preventDefault: true },
        { key: "Alt-F10", run: toBar(toolbar), preventDefault: true },
      ]),
    ),
  ];
}

// For the list of keys: those that are nowhere printed on a button.
export const moreKeys = () => [
  ["/", gettext("Everything that can be put in, at the beginning of a line or after a space")],
  ["Tab", gettext("Move an item of a list further in, or go to the next cell")],
  ["Shift-Tab", gettext("Move an item out again, or go to the cell before")],
  ["Mod-Enter", gettext("Tick the task of this line")],
  ["Alt-ArrowUp", gettext("Move this line up")],
  ["Alt-ArrowDown", gettext("Move this line down")],
  ["Mod-Shift-v", gettext("Paste without formatting")],
  ["Mod-Alt-m", gettext("Show the Markdown, or hide it")],
  ["Alt-F10", gettext("Go to the toolbar; Escape comes back")],
];
