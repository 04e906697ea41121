// Source view: the preview off. Which of the two somebody writes in is remembered in this browser.
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { announce } from "../../../static/js/announce.js";
import { gettext } from "../../../static/js/i18n.js";
import { besideMarks } from "./preview/caret.js";
import { preview } from "./preview/index.js";
import { sourceColours } from "./source-colours.js";
import { drawnTables } from "./tables/drawing.js";
import { movingInTables } from "./tables/moving.js";
import { THEME } from "./theme.js";

const KEPT = "portico-wiki-source";
const place = new Compartment();
const asRead = [preview, besideMarks, drawnTables, movingInTables, THEME, EditorView.editorAttributes.of({ class: "rich" })];
const asWritten = [sourceColours, THEME, EditorView.editorAttributes.of({ class: "rich rich--source" })];

const remembered = () => {
  try {
    return localStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
};

export const source = () => place.of(remembered() ? asWritten : asRead);
export const isSource = (state) => place.get(state) === asWritten;

export function toggleSource(view) {
  const now = !isSource(view.state);
  try {
    localStorage.setItem(KEPT, now ? "yes" : "no");
  } catch {
    // A browser that keeps nothing: it holds for this visit.
  }
  view.dispatch({ effects: place.reconfigure(now ? asWritten : asRead) });
  announce("source", now ? gettext("The Markdown is shown.") : gettext("The text is shown as it will be read."));
  view.focus();
  return true;
}
