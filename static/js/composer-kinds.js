// What a composer writes: a post, a poll, … Each kind is a link to a page of its own, so it works without this. With it the
// composer becomes that kind where it stands: its fields are fetched once and kept, whatever was typed stays typed, and the
// form goes where that kind is taken.
import { carry } from "./feeds/carrying.js";
import { parse, wake } from "./fragment.js";
import { Refused, sayRefused, send } from "./requests.js";

const FIRST = "post";

export class ComposerKinds {
  #form;
  #place;
  #changed;
  #parts = new Map();

  constructor(form, changed) {
    this.#form = form;
    this.#place = form.querySelector("[data-part]");
    this.#changed = changed;
    if (!this.#place) return;
    form.addEventListener("click", (event) => this.#pressed(event));
    form.addEventListener("change", (event) => event.target.matches("[data-audience]") && this.#tellReaders(event.target));
    const poll = form.querySelector("[data-poll-fields]");
    if (poll) openLines(poll);
    this.#scope();
    this.#bringIntoSight();
  }

  get current() {
    return this.#form.dataset.kind ?? "";
  }

  // The composer is of that kind when this has ended; false when that could not be had.
  async choose(name) {
    if (!this.#place || !name || name === this.current) return true;
    const door = this.#doors.find((link) => link.dataset.compose === name && link.hasAttribute("data-has-part"));
    if (!door) return false;
    let part = this.#parts.get(name);
    try {
      part ??= await this.#fetch(door);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
      return false;
    }
    this.#parts.set(this.current, [...this.#place.childNodes]);
    this.#place.replaceChildren(...part);
    for (const node of this.#place.children) wake(node);
    this.#form.dataset.kind = name;
    this.#form.elements.namedItem("body").placeholder = door.dataset.prompt;
    const address = new URL(door.href);
    address.search = "";
    this.#form.action = address.href;
    for (const link of this.#doors) {
      if (link === door) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    this.#bringIntoSight();
    this.#scope();
    this.#changed();
    return true;
  }

  // Sent: the next one is a post again, and what stood in the others is gone.
  reset() {
    if (!this.#place) return;
    const own = this.#form.dataset.ownKind ?? FIRST;
    this.#parts.clear();
    if (this.current !== own) this.choose(own).then(() => this.#parts.clear());
    else if (this.#place.firstElementChild) {
      this.#form.dataset.kind = "";
      this.choose(own).then(() => this.#parts.clear());
    }
  }

  get #doors() {
    return [...this.#form.querySelectorAll("[data-compose]")];
  }

  async #fetch(door) {
    const address = new URL(door.href);
    address.searchParams.set("part", "");
    const response = await send(address, { method: "GET" });
    const part = [...parse(await response.text()).children];
    for (const node of part) {
      const poll = node.matches("[data-poll-fields]") ? node : node.querySelector("[data-poll-fields]");
      if (poll) openLines(poll);
    }
    return part;
  }

  async #pressed(event) {
    const door = event.target.closest("[data-compose]");
    if (!door || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!door.hasAttribute("data-has-part")) {
      const { title, body } = this.#form.elements;
      carry({ title: title?.value ?? "", body: body?.value ?? "" });
      return; // the link leads on
    }
    event.preventDefault();
    const body = this.#form.elements.namedItem("body");
    if (!(await this.choose(door.dataset.compose))) return;
    // Who has written already goes on with what is new; who has not begins with the words.
    const fresh = this.#place.querySelector("input:not([type='hidden'], [hidden])");
    (body.value.trim() !== "" && fresh ? fresh : body).focus();
  }

  // On a phone the row of kinds scrolls; the one that is chosen is in sight.
  #bringIntoSight() {
    const chosen = this.#doors.find((link) => link.hasAttribute("aria-current"));
    const row = chosen?.parentElement;
    if (row) row.scrollLeft = chosen.offsetLeft - row.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
  }

  // Whoever is offered after an @ can read where it will stand.
  #scope() {
    const choice = this.#form.querySelector("[data-audience]");
    const menus = [...this.#form.querySelectorAll("mention-menu, people-field")];
    const scope = choice ? `audience=${encodeURIComponent(choice.value)}` : menus[0]?.getAttribute("scope");
    if (scope) for (const menu of menus) menu.setAttribute("scope", scope);
  }

  #tellReaders(choice) {
    const chosen = choice.selectedOptions[0];
    const line = this.#form.querySelector("[data-readers]");
    line.textContent = chosen?.dataset.warning ?? "";
    line.classList.toggle("is-street", chosen?.dataset.street !== undefined);
    this.#scope();
  }
}

// The lines of a poll: one more appears as soon as the last has something in it.
function openLines(fields) {
  const spare = fields.querySelector("[data-spare]");
  if (!spare) return;
  const waiting = [...spare.querySelectorAll(".poll-option")];
  spare.remove();
  fields.addEventListener("input", () => {
    const shown = [...fields.querySelectorAll(".poll-option input")];
    if (waiting.length > 0 && shown.at(-1)?.value.trim() !== "") fields.append(waiting.shift());
  });
}
