// <search-box complete="/search/complete/"> around the field: behind from:, in:, tag:, kind: and the others it offers
// what can follow, with the keys of every completion. Buttons with data-operator put theirs into the field.
import { CompletionList } from "../completion-list.js";
import { sendJson } from "../requests.js";
import { operatorBefore, withOperator, withValue } from "./operator.js";

const WAIT = 80;

class SearchBox extends HTMLElement {
  #list = null;
  #word = null;
  #timer = null;
  #asked = null;

  connectedCallback() {
    this.field = this.querySelector("input[type='search']");
    if (!this.field || this.#list) return;
    this.#list = new CompletionList(this, this.field, (item) => this.#take(item));
    this.field.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.field.addEventListener("blur", () => this.#close());
    document.addEventListener("click", (event) => this.#insert(event.target.closest("[data-operator]")));
  }

  #look() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const { selectionStart, selectionEnd, value } = this.field;
    const word = selectionStart === selectionEnd ? operatorBefore(value, selectionStart) : null;
    this.#word = word;
    if (!word) this.#close();
    else this.#timer = setTimeout(() => this.#ask(word), WAIT);
  }

  async #ask(word) {
    this.#asked = new AbortController();
    const query = new URLSearchParams({ name: word.name, q: word.query });
    try {
      const { items } = await sendJson(`${this.getAttribute("complete")}?${query}`, { signal: this.#asked.signal });
      if (word !== this.#word) return;
      // Who has written the whole of it presses Enter to search, not to choose.
      const isWhole = items.some((item) => item.value === word.query);
      this.#list.show(word.query !== "" && isWhole ? "" : trigger(items), isWhole ? [] : items, word.start);
    } catch {
      // No suggestions is no harm: a name can be typed.
      this.#list.close();
    }
  }

  #take(item) {
    const { text, caret } = withValue(this.field.value, this.#word, this.field.selectionStart, item.value);
    this.field.value = text;
    this.field.setSelectionRange(caret, caret);
    this.#close();
  }

  #insert(button) {
    if (!button) return;
    button.closest("[popover]")?.hidePopover();
    this.field.value = withOperator(this.field.value, button.dataset.operator);
    this.field.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.#look();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#word = null;
    this.#list?.close();
  }
}

// People come with their arches; what has none is a name.
const trigger = (items) => (items.some((item) => item.initials) ? "@" : "");

customElements.define("search-box", SearchBox);
