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
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";

export function rich(_house) {
  return { extensions: [markdown({ base: markdownLanguage })], toolbar: null };
}
