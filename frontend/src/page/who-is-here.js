// The others who have the page open to write in it, as a row of arches and as a sentence.
import { tintOf } from "./carets.js";
import { areHere } from "./words.js";

const MOST = 5;

export class WhoIsHere {
  #shown = "";

  constructor(place, awareness, me) {
    Object.assign(this, { place, awareness, me });
    awareness.on("change", () => this.#show());
    this.#show();
  }

  #people() {
    const people = new Map();
    for (const { user } of this.awareness.getStates().values()) {
      if (user?.id && user.id !== this.me && user.name) people.set(user.id, user);
    }
    return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
  }

  #show() {
    const people = this.#people();
    const key = people.map(({ id, name }) => `${id} ${name}`).join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.place.hidden = people.length === 0;
    this.place.querySelector(".arcade").replaceChildren(...people.slice(0, MOST).map(arch), ...more(people.length - MOST));
    this.place.querySelector("[data-slot='names']").textContent = areHere(people.map(({ name }) => name));
  }
}

function arch(user) {
  const arch = document.createElement("span");
  arch.className = "avatar avatar--xs";
  arch.dataset.tint = tintOf(user);
  arch.setAttribute("aria-hidden", "true");
  arch.title = user.name;
  arch.textContent = user.initials || [...user.name][0].toUpperCase();
  return arch;
}

function more(count) {
  if (count <= 0) return [];
  const more = document.createElement("span");
  more.className = "more";
  more.textContent = `+${count}`;
  return [more];
}
