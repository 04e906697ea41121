// <broadcast-questions data-broadcast="12" data-since="41" data-state="…">: what was asked about a broadcast. Votes count
// while one looks; a new question and an answer are fetched by themselves when they were said, a handful at a time, since
// each reader may press other things. data-most: so many are shown; data-more: further ones are on the next page.
import { showVotes } from "../conversation/voting.js";
import { keepStill } from "../conversation/still.js";
import { announce } from "../announce.js";
import { parse, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";
import { Heard, placeFor } from "./questions-heard.js";

// All who read it ask at the same time: not in the same second.
const SPREAD = 1500;
const KIND = "feeds.broadcastquestion.";

class BroadcastQuestions extends (globalThis.HTMLElement ?? Object) {
  #leave = null;
  #timer = null;
  #heard = new Heard();

  connectedCallback() {
    const { broadcast, since } = this.dataset;
    this.#leave = live.follow(`entry_${broadcast}`, Number(since), (frame) => this.#hear(frame));
  }

  disconnectedCallback() {
    this.#leave?.();
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  #hear(frame) {
    if (frame.refused !== undefined) return;
    if (frame.votes !== undefined) showVotes(frame);
    else if (frame.resync || frame.event?.startsWith(KIND)) this.#changed(frame);
  }

  #changed(frame) {
    this.#heard.add(frame.resync ? null : frame.entry, frame.event);
    // What was joined with another is drawn with that.
    if (frame.into) this.#heard.add(frame.into, frame.event);
    const isOwn = String(frame.actor ?? "") === document.documentElement.dataset.person;
    // What is heard while one waits is fetched with it: a busy hour puts nothing off.
    this.#timer ??= setTimeout(() => this.#fetch(), isOwn ? 0 : Math.random() * SPREAD);
  }

  async #fetch() {
    this.#timer = null;
    const { entries, events } = this.#heard.take();
    const address = new URL(this.dataset.state, location.href);
    if (entries) address.searchParams.set("only", entries.join(","));
    try {
      const answer = await send(address.pathname + address.search, { method: "GET" });
      const fresh = parse(await answer.text()).querySelector("[data-questions]");
      const old = this.querySelector("[data-questions]");
      if (!fresh || !old) return;
      // Who has a button under the finger keeps it there.
      const held = old.contains(document.activeElement) ? document.activeElement.dataset.vote : undefined;
      keepStill(() => (entries ? this.#put(old, fresh, entries) : old.replaceWith(fresh)));
      wake(this);
      if (held) this.querySelector(`[data-vote="${held}"]`)?.focus({ preventScroll: true });
      if (events.has(`${KIND}answered`)) announce("questions", gettext("A question has been answered."));
      if (events.has(`${KIND}merged`)) announce("questions", gettext("Two questions were joined: they ask the same."));
      if (events.has(`${KIND}published`)) announce("questions", gettext("There is a new question."));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
  }

  // Each where it belongs; what was asked for and did not come is gone.
  #put(old, fresh, entries) {
    const list = old.querySelector("[data-list]");
    for (const entry of entries) list.querySelector(`[data-entry="${entry}"]`)?.remove();
    for (const item of fresh.querySelectorAll("[data-list] > [data-entry]")) {
      const before = placeFor(item, [...list.children]);
      if (before || !this.hasAttribute("data-more")) list.insertBefore(item, before);
    }
    const most = Number(this.dataset.most || Infinity);
    while (list.children.length > most) list.lastElementChild.remove();
    list.hidden = list.children.length === 0;
    old.querySelector("[data-none]").hidden = !list.hidden;
  }
}

if (globalThis.customElements) customElements.define("broadcast-questions", BroadcastQuestions);
