// <canned-replies offered="/community/work/replies/offered/" entry="12"> around a textarea: "/" at the beginning of a line,
// or the button [data-canned], offers the replies one gives often. What was chosen comes filled in; what could not be is
// said, and stays in braces for whoever sends it to put right.
import { CompletionList } from "../completion-list.js";
import { gettext, interpolate } from "../i18n.js";
import { Refused, sayRefused, sendJson } from "../requests.js";
import { toast } from "../toasts.js";
import { matching, slashBefore } from "./slash.js";

class CannedReplies extends HTMLElement {
  #list = null;
  #word = null;
  #known = null;

  connectedCallback() {
    this.text = this.querySelector("textarea");
    if (!this.text || this.#list) return;
    this.#list = new CompletionList(this, this.text, (item) => this.#take(item));
    this.text.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.text.addEventListener("blur", () => this.#close());
    this.button = this.closest("form")?.querySelector("[data-canned]");
    if (this.button) {
      this.button.hidden = false;
      this.button.addEventListener("click", () => this.#offerAll());
    }
  }

  disconnectedCallback() {
    this.#close();
  }

  #look() {
    const { selectionStart, selectionEnd, value } = this.text;
    const word = selectionStart === selectionEnd ? slashBefore(value, selectionStart) : null;
    if (word) this.#offer(word);
    else if (this.#word) this.#close();
  }

  #offerAll() {
    this.text.focus();
    const at = this.text.selectionStart;
    this.#offer({ query: "", start: at }, { says: true });
  }

  async #offer(word, { says = false } = {}) {
    this.#word = word;
    this.#known ??= sendJson(this.getAttribute("offered")).then(({ items }) => items);
    try {
      const items = await this.#known;
      if (word !== this.#word) return;
      if (says && items.length === 0) toast(gettext("You have no canned replies yet."));
      this.#list.show("", matching(items, word.query), word.start);
    } catch (refused) {
      // Without the list one goes on typing; who has pressed the button is told.
      this.#known = null;
      this.#close();
      if (says && refused instanceof Refused) sayRefused(refused);
    }
  }

  async #take(item) {
    const word = this.#word;
    const end = this.text.selectionStart;
    this.#close();
    if (!word) return;
    const address = `${this.getAttribute("offered").replace("offered/", "")}${item.id}/for/${this.getAttribute("entry")}/`;
    try {
      const filled = await sendJson(address, { method: "POST" });
      this.text.setRangeText(filled.body, word.start, end, "end");
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      this.text.focus();
      this.#sayWhatIsMissing([...filled.empty, ...filled.unknown]);
    } catch (refused) {
      if (refused instanceof Refused) sayRefused(refused);
      else throw refused;
    }
  }

  #sayWhatIsMissing(names) {
    if (names.length === 0) return;
    const braces = names.map((name) => `{${name}}`).join(", ");
    toast(interpolate(gettext("Fill in yourself: %(names)s"), { names: braces }), { seconds: 0 });
  }

  #close() {
    this.#word = null;
    this.#list?.close();
  }
}

customElements.define("canned-replies", CannedReplies);
