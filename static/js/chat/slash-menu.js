// <slash-menu commands="/chat/5/commands/"> around a textarea: "/" at its beginning offers what one can do there.
//
//   commands: -> {items: [{name, arguments, summary}]}, asked once
import { CompletionList } from "../completion-list.js";
import { completed } from "../completion.js";
import { sendJson } from "../requests.js";
import { commandBefore, matching } from "./commands.js";

class SlashMenu extends HTMLElement {
  #list = null;
  #word = null;
  #commands = null;

  connectedCallback() {
    this.text = this.querySelector("textarea");
    if (!this.text || this.#list) return;
    this.#list = new CompletionList(this, this.text, (item) => this.#take(item));
    this.text.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.text.addEventListener("click", () => this.#look());
    this.text.addEventListener("blur", () => this.#close());
  }

  disconnectedCallback() {
    this.#close();
  }

  async #look() {
    const { selectionStart, selectionEnd, value } = this.text;
    const word = selectionStart === selectionEnd ? commandBefore(value, selectionStart) : null;
    if (!word) {
      if (this.#word) this.#close();
      return;
    }
    this.#word = word;
    // What somebody may do may change; a page that stays open for days asks again when it failed.
    this.#commands ??= sendJson(this.getAttribute("commands")).then(({ items }) => items);
    try {
      const commands = await this.#commands;
      if (word === this.#word) this.#list.show("/", matching(commands, word.query), word.start);
    } catch {
      // No suggestions is no harm: a command can be typed.
      this.#commands = null;
      this.#close();
    }
  }

  #take(item) {
    const word = this.#word;
    this.#close();
    if (!word) return;
    const { text, caret } = completed(this.text.value, word, this.text.selectionStart, `/${item.name}`);
    this.text.value = text;
    this.text.setSelectionRange(caret, caret);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    this.#word = null;
    this.#list?.close();
  }
}

customElements.define("slash-menu", SlashMenu);
