// <event-picker> around areas of checkboxes: a box that narrows them to what is typed, and how many are chosen in each.
// Without the script all areas are there to open.
import { fold } from "./fold.js";

export const matches = (words, query) => fold(query).split(/\s+/).every((piece) => words.includes(piece));

class EventPicker extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.search = this.querySelector('[data-slot="search"]');
    this.none = this.querySelector('[data-slot="none"]');
    if (!this.search) return;
    this.search.hidden = false;
    const box = this.search.querySelector("input");
    box.addEventListener("input", () => this.#narrow(box.value.trim()));
    // Enter looks for something; it does not send a form that is half filled in.
    box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.addEventListener("change", (event) => this.#count(event.target.closest("details")));
  }

  #narrow(query) {
    let shown = 0;
    for (const area of this.querySelectorAll("details")) {
      let here = 0;
      for (const item of area.querySelectorAll("li")) {
        item.hidden = query !== "" && !matches(item.dataset.words, query);
        here += item.hidden ? 0 : 1;
      }
      area.hidden = here === 0;
      if (query !== "") area.open = here > 0;
      shown += here;
    }
    this.none.hidden = shown > 0;
  }

  #count(area) {
    const count = area?.querySelector('[data-slot="count"]');
    if (count) count.textContent = area.querySelectorAll("input:checked").length || "";
  }
}

if (globalThis.customElements) customElements.define("event-picker", EventPicker);
