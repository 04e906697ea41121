// "Ada is writing": who was heard to type in a discussion within the last five seconds. Names are taken from the page;
// whoever has not said anything here yet is somebody.
import { gettext, interpolate } from "../i18n.js";
import { typingLine } from "./order.js";

const HEARD_FOR = 5000;

export class TypingLine {
  #until = new Map();
  #timer = null;

  constructor(place, nameOf) {
    Object.assign(this, { place, nameOf });
  }

  heard(person, now = Date.now()) {
    this.#until.set(person, now + HEARD_FOR);
    this.#show();
  }

  // What was being written has been said.
  stopped(person) {
    if (this.#until.delete(person)) this.#show();
  }

  #show() {
    const now = Date.now();
    for (const [person, until] of this.#until) if (until <= now) this.#until.delete(person);
    const names = [...this.#until.keys()].map((person) => this.nameOf(person) ?? gettext("Somebody"));
    if (this.place) this.place.textContent = typingLine(names, sentences);
    clearTimeout(this.#timer);
    if (this.#until.size > 0) this.#timer = setTimeout(() => this.#show(), Math.min(...this.#until.values()) - now + 20);
  }
}

const sentences = {
  one: (name) => interpolate(gettext("%(name)s is writing"), { name }),
  some: (names, last) => interpolate(gettext("%(names)s and %(last)s are writing"), { names, last }),
  many: () => gettext("Several people are writing"),
};
