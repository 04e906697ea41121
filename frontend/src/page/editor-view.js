// CodeMirror, bound to the shared text.
import { defaultKeymap } from "@codemirror/commands";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import { carets } from "./carets.js";

// CodeMirror's own sheet lies above the layers of ours: here it is told to look like its surroundings.
const look = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "visible" },
  ".cm-content": { padding: "0 0 8rem", caretColor: "currentColor" },
  ".cm-line": { padding: "0" },
});

const mayWrite = new Compartment();

const writing = (may) => [EditorState.readOnly.of(!may), EditorView.editable.of(may)];

// The state of the editor for a shared text; one may not write in it until `letWrite` says so.
export function editorState({ text, awareness, label, language, nonce, extensions }) {
  const attributes = { "aria-label": label, spellcheck: "true", autocapitalize: "sentences", autocorrect: "on" };
  return EditorState.create({
    doc: text.toString(),
    extensions: [
      // Otherwise CodeMirror makes one character of \r\n, and every place after it would be another one in Yjs.
      EditorState.lineSeparator.of("\n"),
      EditorView.cspNonce.of(nonce),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(language ? { ...attributes, lang: language } : attributes),
      look,
      highlightSpecialChars(),
      mayWrite.of(writing(false)),
      yCollab(text, null),
      carets(text, awareness),
      extensions,
      keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
    ],
  });
}

export function letWrite(view, may) {
  if (view.state.readOnly === !may) return;
  view.dispatch({ effects: mayWrite.reconfigure(writing(may)) });
}
