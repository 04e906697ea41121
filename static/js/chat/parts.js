// Fetches parts of a room: the messages before or after a number, around one of them, of a day, or the newest.
import { parse } from "../fragment.js";
import { send } from "../requests.js";

export class Parts {
  #underWay = new Map();

  constructor(url) {
    this.url = url;
  }

  // which: {before: 12}, {after: 12}, {around: 7}, {day: "2026-11-22"} or {} for the newest. What is on its way already is
  // not asked for twice: then null.
  async fetch(which = {}) {
    const address = new URL(this.url, location.href);
    for (const [name, value] of Object.entries(which)) address.searchParams.set(name, value);
    if (this.#underWay.has(address.href)) return null;
    this.#underWay.set(address.href, true);
    try {
      const response = await send(address, { method: "GET" });
      return partIn(await response.text());
    } finally {
      this.#underWay.delete(address.href);
    }
  }
}

function partIn(html) {
  const fragment = parse(html);
  const list = fragment.querySelector("[data-messages]");
  return {
    nodes: [...(list ?? fragment).children],
    earlier: list?.hasAttribute("data-earlier") ?? false,
    later: list?.hasAttribute("data-later") ?? false,
  };
}
