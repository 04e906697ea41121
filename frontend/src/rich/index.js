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
import { EditorView, tooltips } from "@codemirror/view";
import { pictureBar } from "./files/picture-bar.js";
import { picker, taking } from "./files/taking.js";
import { finding } from "./finding.js";
import { showKeys } from "./help.js";
import { keys } from "./keys.js";
import { language } from "./language.js";
import { linkCard } from "./link-card.js";
import { writtenPage } from "./links.js";
import { offers } from "./offers/index.js";
import { pasting } from "./paste/index.js";
import { isSource, source, toggleSource } from "./source.js";
import { showState, toolbar as toolbarOf } from "./toolbar.js";

export { mustWait } from "./files/taking.js";

export function rich(house) {
  const pick = picker(house);
  const toolbar = toolbarOf(() => house.view, { pick, source: toggleSource, help: showKeys });
  const seen = EditorView.updateListener.of((update) => {
    if (update.docChanged || update.selectionSet || update.transactions.some(({ reconfigured }) => reconfigured)) showState(toolbar, update.state, isSource(update.state));
  });
  const extensions = [
    language(),
    writtenPage.of(house.page),
    source(),
    tooltips({ position: "fixed" }),
    offers({ ...house, element: house.element, pick }),
    keys({ pick, toolbar: () => toolbar, source: toggleSource, help: showKeys }),
    pasting(house),
    taking(house),
    pictureBar,
    linkCard,
    finding(),
    seen,
  ];
  return { extensions, toolbar };
}
