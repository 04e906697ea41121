// <mention-menu scope="space=3"> around a textarea: @ offers people who may see it, # tags and entries, a
// colon emoji.
// <mention-field data-people="/mentions/?audience=org"> around an input that holds one person.
// The same keys everywhere: up and down, Enter or Tab, Escape.
//
//   people: /mentions/?space=3&q=…      -> {items: [{handle, name, detail, tint, initials, avatar}]}
//   tags:   /entries/offers/?q=…        -> {items: [{tag, name, detail}, {entry, name, detail, icon}]}
//   ![[:    /entries/sections/offers/?q=… -> {items: [{name, detail, icon, put}]}
// What is typed as a tag stands first, so that Enter after "#budget" makes the tag that was meant; entries stand below.
import { CompletionList } from "./completion-list.js";
import { completed, wordBefore } from "./completion.js";
import { suggestEmoji } from "./emoji.js";
import { sendJson } from "./requests.js";

const WAIT = 80;

class MentionMenu extends (globalThis.HTMLElement ?? Object) {
  #list = null;
  #word = null;
  #timer = null;
  #asked = null;

  connectedCallback() {
    this.text = this.querySelector("textarea, input:not([type='hidden'])");
    if (!this.text || this.#list) return;
    this.#list = new CompletionList(this, this.text, (item) => this.#take(item));
    this.text.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.text.addEventListener("click", () => this.#look());
    this.text.addEventListener("blur", () => this.#close());
  }

  disconnectedCallback() {
    this.#close();
  }

  // What is being typed: {trigger, query, start}, or null. The subclass has another idea of it.
  wordAt() {
    const { selectionStart, selectionEnd, value } = this.text;
    return selectionStart === selectionEnd ? wordBefore(value, selectionStart) : null;
  }

  address(word) {
    const query = `q=${encodeURIComponent(word.query)}`;
    const scope = this.getAttribute("scope");
    if (word.trigger === "![[") return `/entries/sections/offers/?${query}`;
    return word.trigger === "@" ? `/mentions/?${scope ? `${scope}&` : ""}teams&${query}` : `/entries/offers/?${query}`;
  }

  put(word, chosen) {
    const { text, caret } = completed(this.text.value, word, this.text.selectionStart, chosen);
    this.text.value = text;
    this.text.setSelectionRange(caret, caret);
  }

  #look() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#word = this.wordAt();
    if (!this.#word) this.#close();
    else if (this.#word.trigger === ":") this.#list.show(":", suggestEmoji(this.#word.query), this.#word.start);
    else this.#timer = setTimeout(() => this.#ask(this.#word), WAIT);
  }

  async #ask(word) {
    if (!word) return;
    this.#asked = new AbortController();
    try {
      const { items } = await sendJson(this.address(word), { signal: this.#asked.signal });
      if (word === this.#word) this.#list.show(word.trigger, items, word.start);
    } catch {
      // No suggestions is no harm: a handle can be typed.
      this.#list.close();
    }
  }

  #take(item) {
    const word = this.#word;
    this.#close();
    this.put(word, { "@": `@${item.handle}`, "#": `#${item.entry ?? item.name}`, ":": item.emoji, "![[": item.put }[word.trigger]);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    // Of a text that was chosen, its sections are offered next.
    if (!item.put || item.put.endsWith("]]")) this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#word = null;
    this.#list?.close();
  }
}

class MentionField extends MentionMenu {
  wordAt() {
    const query = this.text.value.replace(/^@/, "").trim();
    return query === "" ? null : { trigger: "@", query, start: 0 };
  }

  address(word) {
    const url = this.dataset.people;
    return `${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(word.query)}`;
  }

  put(_word, chosen) {
    this.text.value = chosen;
  }
}

if (globalThis.customElements) {
  customElements.define("mention-menu", MentionMenu);
  customElements.define("mention-field", MentionField);
}
