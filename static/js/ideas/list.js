// <idea-list data-follows='{"space_5": 41}' data-statuses='{"3": ["planned", "Planned", "cal"]}'>: a list of ideas, as
// lines or as cards. What stands in sight follows its own stream, so that votes count where one looks; what becomes of an
// idea is heard for the whole list. What is new waits behind a button and pushes nothing.
import { announce } from "../announce.js";
import { showVotes } from "../conversation/voting.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";
import { drawStatus } from "./status.js";

const NEAR = "200px";
// All who look ask at the same time: not in the same second.
const SPREAD = 1500;

class IdeaList extends HTMLElement {
  #leaving = [];
  #following = new Map();
  #fresh = new Set();
  #seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.#look(entry)), { rootMargin: NEAR });

  connectedCallback() {
    this.statuses = JSON.parse(this.dataset.statuses ?? "{}");
    this.pill = this.querySelector("[data-pill]");
    const follows = Object.entries(JSON.parse(this.dataset.follows ?? "{}"));
    this.#leaving = follows.map(([stream, since]) => live.follow(stream, since, (frame) => this.#heard(frame)));
    for (const row of this.querySelectorAll("[data-entry]")) this.#seen.observe(row);
    this.addEventListener("portico:inserted", this.#inserted);
    this.addEventListener("htmx:load", this.#inserted);
    this.pill?.addEventListener("click", () => location.reload());
  }

  disconnectedCallback() {
    for (const leave of [...this.#leaving, ...this.#following.values()]) leave();
    this.#following.clear();
    this.#seen.disconnect();
  }

  #inserted = ({ target }) => {
    const rows = target.matches?.("[data-entry]") ? [target] : target.querySelectorAll?.("[data-entry]") ?? [];
    for (const row of rows) this.#seen.observe(row);
  };

  #look({ target, isIntersecting }) {
    if (!isIntersecting) {
      this.#following.get(target)?.();
      this.#following.delete(target);
    } else if (!this.#following.has(target)) {
      const since = target.dataset.since ? Number(target.dataset.since) : null;
      const heard = (frame) => {
        if (frame.seq) target.dataset.since = frame.seq;
        if (frame.votes !== undefined) showVotes(frame);
      };
      this.#following.set(target, live.follow(`entry_${target.dataset.entry}`, since, heard));
    }
  }

  #heard(frame) {
    if (frame.refused !== undefined || !frame.event?.startsWith("ideas.idea.")) return;
    if (frame.status !== undefined) {
      const row = this.querySelector(`[data-entry="${frame.entry}"]`);
      if (row) drawStatus(row, this.statuses[frame.status]);
      // What stands in columns goes to another.
      this.dispatchEvent(new CustomEvent("idea:moved", { detail: frame }));
    } else if (frame.event === "ideas.idea.published" && !this.querySelector(`[data-entry="${frame.entry}"]`)) {
      setTimeout(() => this.#offer(frame.entry), Math.random() * SPREAD);
    }
  }

  // Of a list of one board the server says whether it belongs there.
  async #offer(entry) {
    if (!this.pill) return;
    try {
      if (this.dataset.cardAt) await send(this.dataset.cardAt.replace("/0/", `/${entry}/`), { method: "GET" });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      return;
    }
    this.#fresh.add(entry);
    const n = this.#fresh.size;
    this.pill.hidden = false;
    this.pill.textContent = interpolate(ngettext("Show %(n)s new idea", "Show %(n)s new ideas", n), { n });
    announce("ideas", gettext("There is a new idea."));
  }
}

customElements.define("idea-list", IdeaList);
