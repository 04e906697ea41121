// <proposal-editor data-nonce data-page [data-passage]> around the area of a form: the same editor as of a page, over a
// document of one's own that nobody else writes in. What one writes goes into the area, where the form's draft keeps it
// and the form sends it; what a draft brings back comes from there.
import { EditorView } from "@codemirror/view";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { gettext } from "../../static/js/i18n.js";
import { editorState, letWrite } from "./page/editor-view.js";
import { rich } from "./rich/index.js";

class ProposalEditor extends HTMLElement {
  #isOurs = false;

  connectedCallback() {
    this.area = this.querySelector("textarea");
    if (!this.area || this.view) return;
    const doc = new Y.Doc();
    this.text = doc.getText("content");
    this.text.insert(0, this.area.value.replaceAll("\r\n", "\n"));
    const house = { element: this, page: Number(this.dataset.page), language: document.documentElement.lang, view: null };
    const { extensions, toolbar } = rich(house);
    const tools = document.createElement("div");
    tools.className = "writing-tools";
    if (toolbar) tools.append(toolbar);
    const place = document.createElement("div");
    place.className = "prose writing-text";
    this.append(tools, place);
    const written = EditorView.updateListener.of((update) => update.docChanged && this.#written());
    const options = { text: this.text, awareness: new Awareness(doc), label: this.#label(), language: this.dataset.language, nonce: this.dataset.nonce, keys: [], extensions: [extensions, written] };
    this.view = house.view = new EditorView({ parent: place, state: editorState(options) });
    letWrite(this.view, true);
    this.area.hidden = true;
    this.area.addEventListener("input", () => this.#broughtBack());
    this.dataset.isOpen = "";
    this.#goTo(this.dataset.passage ?? "");
  }

  #label() {
    return this.querySelector("label")?.textContent.trim() || gettext("Text of the page");
  }

  #written() {
    const text = this.text.toString();
    if (this.area.value === text) return;
    this.#isOurs = true;
    this.area.value = text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.#isOurs = false;
  }

  #broughtBack() {
    const text = this.area.value.replaceAll("\r\n", "\n");
    if (this.#isOurs || text === this.text.toString()) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  // The words as they are read are not always as they are written: the longest run of them that is, leads there.
  #goTo(passage) {
    const words = passage.trim().split(/\s+/).filter(Boolean);
    for (let count = words.length; count > 0; count -= 1) {
      const run = words.slice(0, count).join(" ");
      const place = this.text.toString().indexOf(run);
      if (place < 0) continue;
      this.view.dispatch({ selection: { anchor: place, head: place + run.length }, effects: EditorView.scrollIntoView(place, { y: "center" }) });
      this.view.focus();
      return;
    }
  }
}

customElements.define("proposal-editor", ProposalEditor);
