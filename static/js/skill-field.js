// <skill-field data-skills="/people/skills/suggest/"> around an input of skills with commas between them: offers what
// others have written, for the one under the caret.
import { CompletionList } from "./completion-list.js";
import { sendJson } from "./requests.js";

const WAIT = 120;

// The piece between two commas in which the caret stands, without the blanks around it.
export function pieceAt(text, caret) {
  const start = text.lastIndexOf(",", caret - 1) + 1;
  const comma = text.indexOf(",", caret);
  const end = comma < 0 ? text.length : comma;
  const blanks = /^\s*/.exec(text.slice(start, end))[0].length;
  return { start: start + blanks, end, query: text.slice(start + blanks, caret).trim() };
}

export function withPiece(text, { start, end }, chosen) {
  const after = text.slice(end).replace(/^,\s*/, "");
  const head = `${text.slice(0, start)}${chosen}, `;
  return { text: head + after, caret: head.length };
}

class SkillField extends (globalThis.HTMLElement ?? Object) {
  #list = null;
  #piece = null;
  #timer = null;
  #asked = null;

  connectedCallback() {
    this.text = this.querySelector("input");
    if (!this.text || this.#list) return;
    this.#list = new CompletionList(this, this.text, (item) => this.#take(item));
    this.text.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.text.addEventListener("blur", () => this.#close());
  }

  disconnectedCallback() {
    this.#close();
  }

  #look() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const piece = pieceAt(this.text.value, this.text.selectionStart);
    this.#piece = piece.query === "" ? null : piece;
    if (this.#piece) this.#timer = setTimeout(() => this.#ask(this.#piece), WAIT);
    else this.#close();
  }

  async #ask(piece) {
    this.#asked = new AbortController();
    try {
      const url = `${this.dataset.skills}?q=${encodeURIComponent(piece.query)}`;
      const { items } = await sendJson(url, { signal: this.#asked.signal });
      if (piece === this.#piece) this.#list.show("", items, piece.start);
    } catch {
      // No suggestions is no harm: a skill can be typed.
      this.#list.close();
    }
  }

  #take(item) {
    const { text, caret } = withPiece(this.text.value, this.#piece, item.name);
    this.text.value = text;
    this.text.setSelectionRange(caret, caret);
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#piece = null;
    this.#list?.close();
  }
}

if (globalThis.customElements) customElements.define("skill-field", SkillField);
