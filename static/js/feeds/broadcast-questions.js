// <broadcast-questions data-broadcast="12" data-since="41" data-state="…">: what was asked about a broadcast. Votes count
// while one looks; a new question and an answer are fetched when they were said, since each reader may press other things.
import { showVotes } from "../conversation/voting.js";
import { keepStill } from "../conversation/still.js";
import { announce } from "../announce.js";
import { parse, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";

// All who read it ask at the same time: not in the same second.
const SPREAD = 1500;
const KIND = "feeds.broadcastquestion.";

class BroadcastQuestions extends (globalThis.HTMLElement ?? Object) {
  #leave = null;
  #timer = null;

  connectedCallback() {
    const { broadcast, since } = this.dataset;
    this.#leave = live.follow(`entry_${broadcast}`, Number(since), (frame) => this.#heard(frame));
  }

  disconnectedCallback() {
    this.#leave?.();
    clearTimeout(this.#timer);
  }

  #heard(frame) {
    if (frame.refused !== undefined) return;
    if (frame.votes !== undefined) showVotes(frame);
    else if (frame.resync || frame.event?.startsWith(KIND)) this.#changed(frame);
  }

  #changed(frame) {
    clearTimeout(this.#timer);
    const isOwn = String(frame.actor ?? "") === document.documentElement.dataset.person;
    this.#timer = setTimeout(() => this.#readAgain(frame), isOwn ? 0 : Math.random() * SPREAD);
  }

  async #readAgain(frame) {
    try {
      const answer = await send(this.dataset.state, { method: "GET" });
      const fresh = parse(await answer.text()).querySelector("[data-questions]");
      const old = this.querySelector("[data-questions]");
      if (!fresh || !old) return;
      // Who has a button under the finger keeps it there.
      const held = old.contains(document.activeElement) ? document.activeElement.dataset.vote : undefined;
      keepStill(() => {
        old.replaceWith(fresh);
        wake(fresh);
      });
      if (held) fresh.querySelector(`[data-vote="${held}"]`)?.focus({ preventScroll: true });
      if (frame.event === `${KIND}answered`) announce("questions", gettext("A question has been answered."));
      if (frame.event === `${KIND}published`) announce("questions", gettext("There is a new question."));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
  }
}

if (globalThis.customElements) customElements.define("broadcast-questions", BroadcastQuestions);
