// What writing feels like: everything in the editor that is not the line to the others.
//
//   const { extensions, toolbar } = rich(house)
//
// house.element     the <page-editor>; its data- attributes name the addresses a helper needs
// house.page        the number of the page
// house.language    of the reader's interface, "en"
// house.view        the EditorView, once it is there: toolbars ask when they are pressed, never before
// extensions        CodeMirror extensions; whether one may write is the state's `readOnly`
// toolbar           an element for the place above the text, or null
import { defaultKeymap } from "@codemirror/commands";
import { EditorView, keymap, tooltips } from "@codemirror/view";
import { gettext } from "../../../static/js/i18n.js";
import { pictureBar } from "./files/picture-bar.js";
import { picker, taking } from "./files/taking.js";
import { finding } from "./finding.js";
import { showKeys } from "./help.js";
import { keys } from "./keys.js";
import { language } from "./language.js";
import { linkCard } from "./link-card.js";
import { offers } from "./offers/index.js";
import { pasting } from "./paste/index.js";
import { isSource, source, toggleSource } from "./source.js";
import { showState, toolbar as toolbarOf } from "./toolbar.js";

export { mustWait } from "./files/taking.js";

// Keys of the editor that mean something else here.
const TAKEN = new Set(["Mod-/", "Mod-Enter", "Mod-i", "Mod-Alt-\\", "Ctrl-k"]);

export function rich(house) {
  const pick = picker(house);
  const toolbar = toolbarOf(() => house.view, { pick, source: toggleSource, help: showKeys });
  const seen = EditorView.updateListener.of((update) => {
    if (update.docChanged || update.selectionSet || update.transactions.some(({ reconfigured }) => reconfigured)) showState(toolbar, update.state, isSource(update.state));
  });
  const extensions = [
    language(),
    source(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": gettext("Text of the page"), spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
    tooltips({ position: "fixed" }),
    offers({ ...house, element: house.element, pick }),
    keys({ pick, toolbar: () => toolbar, source: toggleSource, help: showKeys }),
    pasting(house),
    taking(house),
    pictureBar,
    linkCard,
    finding(),
    seen,
    keymap.of(defaultKeymap.filter(({ key }) => !TAKEN.has(key))),
  ];
  return { extensions, toolbar };
}
