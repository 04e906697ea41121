// What is like a title, while it is being written: asks the server for it when one pauses, and shows what comes.
//
//   new Similar(line, place, "/ideas/similar/", { url: (q) => …, shown: (count) => … })
//
// `place` is a region that is hidden while nothing is similar; each thing in it is a link with [data-entry].
import { announce } from "../announce.js";
import { insert } from "../fragment.js";
import { send } from "../requests.js";

const WAIT = 350;
const LEAST = 8;

export class Similar {
  #timer = null;
  #asked = null;
  #last = "";

  constructor(line, place, address, { shown = () => {}, words }) {
    Object.assign(this, { line, place, address, shown, words });
    line.addEventListener("input", () => this.#look(WAIT));
    if (line.value) this.#look(0);
  }

  #look(wait) {
    clearTimeout(this.#timer);
    const text = this.line.value.trim();
    if (text.length < LEAST) return this.#show("");
    if (text !== this.#last) this.#timer = setTimeout(() => this.#ask(text), wait);
  }

  async #ask(text) {
    this.#last = text;
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const url = `${this.address}?q=${encodeURIComponent(text)}`;
      const answer = await send(url, { method: "GET", signal: this.#asked.signal });
      this.#show(await answer.text());
    } catch (error) {
      // Nothing similar is no harm: what is being written can be sent.
      if (error.name !== "AbortError") this.#show("");
    }
  }

  #show(html) {
    this.place.replaceChildren();
    if (html.trim()) insert(html, this.place);
    const count = this.place.querySelectorAll("[data-entry]").length;
    this.place.hidden = count === 0;
    if (count === 0) {
      this.#last = html ? this.#last : "";
      return;
    }
    announce("similar", this.words(count));
    this.shown(count);
  }
}
