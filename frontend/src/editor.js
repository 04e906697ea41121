// The editing page of the wiki: <page-editor>. See docs/wiki.md, "Writing together".
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import * as Y from "yjs";
import { yCollab } from "y-codemirror.next";
import { rich } from "./rich/index.js";

customElements.define(
  "page-editor",
  class extends HTMLElement {
    connectedCallback() {
      const text = new Y.Doc().getText("content");
      const house = { element: this, page: Number(this.dataset.page), language: document.documentElement.lang, view: null };
      const { extensions, toolbar } = rich(house);
      if (toolbar) this.append(toolbar);
      house.view = new EditorView({
        parent: this,
        state: EditorState.create({ extensions: [yCollab(text, null), extensions] }),
      });
    }
  },
);
