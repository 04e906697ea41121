// <review-queue data-streams='{"cases": 41}' data-case>: working through the queue by keys, and what others do meanwhile.
//
// Each key stands on its button (data-key) and presses it. What needs a reason goes to the box first; Ctrl and Enter
// sends the decision one was about to make. Without this script every button works by itself.
import { announce } from "../announce.js";
import { gettext, ngettext, interpolate } from "../i18n.js";
import { live } from "../live.js";
import { shortcut } from "../shortcuts.js";

class ReviewQueue extends HTMLElement {
  #leave = [];
  #pending = null;
  #news = new Set();

  connectedCallback() {
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    this.addEventListener("change", this.#ticked);
    const streams = JSON.parse(this.dataset.streams || "{}");
    this.#leave = Object.entries(streams).map(([stream, since]) => live.follow(stream, since, (frame) => this.#heard(frame)));
    this.querySelector('.item[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() {
    for (const leave of this.#leave) leave();
    this.removeEventListener("click", this.#clicked);
    this.removeEventListener("keydown", this.#pressed);
    this.removeEventListener("change", this.#ticked);
  }

  button(key) {
    return [...this.querySelectorAll(`[data-key="${key}"]`)].find((button) => button.checkVisibility() && !button.disabled);
  }

  press(key) {
    this.button(key)?.click();
  }

  tick() {
    const box = this.querySelector(".queue-line:has(.is-at, [aria-current]) .queue-tick");
    box?.click();
  }

  // --- deciding ------------------------------------------------------------------------------------------------------
  #clicked = (event) => {
    const summary = event.target.closest("summary[data-focuses]");
    if (summary && !summary.parentElement.open) {
      const field = summary.dataset.focuses;
      summary.parentElement.addEventListener("toggle", () => document.getElementById(field)?.focus(), { once: true });
    }
    const button = event.target.closest("button[data-wants='reason']");
    if (!button || this.#saysWhy()) return;
    event.preventDefault();
    this.#pending = button;
    const box = document.getElementById("decision-reason");
    box.focus();
    box.scrollIntoView({ block: "center" });
    announce(gettext("Say why, or choose a rule. Ctrl and Enter sends."));
  };

  #saysWhy() {
    const said = document.getElementById("decision-reason")?.value.trim();
    return Boolean(said || document.getElementById("decision-cited")?.value);
  }

  #pressed = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form");
    if (!form) return;
    event.preventDefault();
    const sends = form.querySelector("details[open] [data-sends]");
    const chosen = this.#pending ?? (sends?.checkVisibility() ? sends : form.querySelector("[type=submit]"));
    if (chosen) form.requestSubmit(chosen);
  };

  #ticked = (event) => {
    if (!event.target.matches(".queue-tick")) return;
    const count = this.querySelectorAll(".queue-tick:checked").length;
    const told = this.querySelector("[data-ticked]");
    if (!told) return;
    told.textContent = count ? `(${count})` : "";
    if (count) told.closest("details").open = true;
  };

  // --- what others do ------------------------------------------------------------------------------------------------
  #heard(frame) {
    const me = document.documentElement.dataset.person;
    const line = this.querySelector(`[data-line="${Number(frame.case)}"]`);
    const name = frame.event.replace("moderation.case.", "");
    if (name === "closed") {
      this.#news.delete(frame.case);
      if (this.dataset.case === String(frame.case)) this.#isDecided();
      else line?.remove();
    } else if (name === "claimed") {
      this.#claimed(line, String(frame.by) === me ? "" : frame.name);
    } else if (name === "released") {
      this.#claimed(line, "");
    } else if ((name === "opened" || name === "raised") && !line) {
      this.#news.add(frame.case);
    }
    this.#tellNews();
  }

  #isDecided() {
    if ("decided" in this.dataset) return;
    this.dataset.decided = "";
    const told = this.querySelector("[data-meanwhile]");
    if (told) told.hidden = false;
    for (const button of this.querySelectorAll("#decision button, .case-bar button")) button.disabled = true;
    announce(gettext("Somebody has decided this meanwhile."));
  }

  #claimed(line, name) {
    const mark = line?.querySelector("[data-claim]");
    if (!mark) return;
    mark.hidden = !name;
    mark.querySelector("[data-claim-name]").textContent = name;
  }

  #tellNews() {
    const link = this.querySelector("[data-news]");
    const count = this.#news.size;
    if (!link) return;
    link.hidden = count === 0;
    link.textContent = interpolate(ngettext("%(count)s new", "%(count)s new", count), { count });
  }
}

customElements.define("review-queue", ReviewQueue);

const queue = () => document.querySelector("review-queue");
const LABELS = {
  a: gettext("Approve"),
  d: gettext("Decline"),
  h: gettext("Hide"),
  e: gettext("Edit, then approve"),
  t: gettext("Approve and trust"),
  s: gettext("Decline and silence"),
  p: gettext("Move to private"),
  n: gettext("Write a note"),
  c: gettext("Take it over, or let it go"),
};
for (const [key, label] of Object.entries(LABELS)) {
  shortcut({ key, label, run: () => queue().press(key), when: () => Boolean(queue()?.button(key)), offeredWhen: () => Boolean(queue()) });
}
shortcut({ key: "x", label: gettext("Tick what is selected"), run: () => queue().tick(), when: () => Boolean(queue()) });
