// Who was heard to write in a page within the last ten seconds, by name.
import { gettext, interpolate, language } from "../i18n.js";

const HEARD_FOR = 10_000;

export function sentence(names) {
  if (names.length === 0) return "";
  if (names.length === 1) return interpolate(gettext("%(name)s is writing in this page"), { name: names[0] });
  if (names.length > 3) return interpolate(gettext("%(count)s people are writing in this page"), { count: names.length });
  const list = new Intl.ListFormat(language).format(names);
  return interpolate(gettext("%(names)s are writing in this page"), { names: list });
}

export class Writers {
  #until = new Map();
  #names = new Map();
  #timer = null;

  // ask(person) resolves to a name; show(names) is told whenever they change. The rest is for tests.
  constructor(ask, show, { clock = globalThis, now = () => Date.now() } = {}) {
    Object.assign(this, { ask, show, clock, now });
  }

  async heard(person) {
    this.#until.set(person, this.now() + HEARD_FOR);
    if (!this.#names.has(person)) {
      this.#names.set(person, null);
      try {
        this.#names.set(person, (await this.ask(person)) ?? null);
      } catch {
        // Asked again the next time they are heard.
        this.#names.delete(person);
      }
    }
    this.#tell();
  }

  #tell() {
    const now = this.now();
    for (const [person, until] of this.#until) if (until <= now) this.#until.delete(person);
    this.show([...this.#until.keys()].map((person) => this.#names.get(person)).filter(Boolean).sort());
    this.clock.clearTimeout(this.#timer);
    if (this.#until.size > 0) {
      this.#timer = this.clock.setTimeout(() => this.#tell(), Math.min(...this.#until.values()) - now + 20);
    }
  }
}
