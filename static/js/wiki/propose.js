// <proposal-editor data-passage>: the box in which somebody writes a page as it should be. With data-passage it opens
// where those words stand. The words are kept while one writes by the form's own draft (keeping.js).
import { gettext } from "../i18n.js";
import "../keeping.js";

class ProposalEditor extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    if (!this.area) return;
    this.area.setAttribute("spellcheck", "true");
    this.#goTo(this.dataset.passage ?? "");
  }

  // The words as they are read are not always as they are written: the longest run of them that is, leads there.
  #goTo(passage) {
    if (!passage) return;
    const words = passage.trim().split(/\s+/);
    for (let count = words.length; count > 0; count -= 1) {
      const place = this.area.value.indexOf(words.slice(0, count).join(" "));
      if (place < 0) continue;
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(place, place + words.slice(0, count).join(" ").length);
      const line = this.area.value.slice(0, place).split("\n").length - 1;
      const height = Number.parseFloat(getComputedStyle(this.area).lineHeight) || 20;
      this.area.scrollTop = Math.max(line - 3, 0) * height;
      this.area.setAttribute("aria-description", gettext("The marked words are selected."));
      return;
    }
  }
}

customElements.define("proposal-editor", ProposalEditor);
