// The band across the page that says why writing does not arrive, and what to do. It stands in the page (hidden) with all
// its sentences; here is decided which of them is shown, and when: a line that is back at once is not worth a word.
import { FORBIDDEN, GONE, TOO_MUCH } from "../line/page-line.js";

const PATIENCE = 2000;

// Why, by what the line says: the name of a sentence of the band, or null where all is well.
export function reason({ state, ended, mayWrite, isSaved }, keeping) {
  if (ended === "signed-out") return isSaved || keeping.works ? "signed-out" : "signed-out-unkept";
  if (ended === FORBIDDEN || (state === "live" && mayWrite === false)) return isSaved ? "forbidden" : "forbidden-unsaved";
  if (ended === GONE) return isSaved ? "gone" : "gone-unsaved";
  if (ended) return ended === TOO_MUCH ? "too-much" : "unreadable";
  if (state !== "lost") return null;
  return keeping.works ? "lost" : "lost-unkept";
}

// What needs nobody's patience: the line does not come back by itself.
const isLasting = (why) => !why.startsWith("lost");

export class Banner {
  #shown = null;
  #timer = null;

  constructor(band) {
    this.band = band;
  }

  show(why) {
    if (why === this.#shown) return;
    const wasShown = this.#shown;
    this.#shown = why;
    clearTimeout(this.#timer);
    if (why === null || wasShown || isLasting(why)) return this.#draw();
    this.#timer = setTimeout(() => this.#draw(), PATIENCE);
  }

  #draw() {
    this.band.hidden = this.#shown === null;
    this.band.dataset.why = this.#shown ?? "";
    for (const part of this.band.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(this.#shown);
    }
  }
}
