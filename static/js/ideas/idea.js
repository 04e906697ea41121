// <idea-page data-idea="12" data-since="41">: an idea one reads. Votes count while one looks; what becomes of the idea, and
// what the house says to it, is fetched when it was said.
import "../conversation/conversation.js";
import { showVotes } from "../conversation/voting.js";
import { keepStill } from "../conversation/still.js";
import { announce } from "../announce.js";
import { parse, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send, sayRefused, sendJson } from "../requests.js";

// All who read it ask at the same time: not in the same second.
const SPREAD = 1500;

class IdeaPage extends HTMLElement {
  #leave = null;
  #timer = null;

  connectedCallback() {
    this.idea = this.dataset.idea;
    this.#leave = live.follow(`entry_${this.idea}`, Number(this.dataset.since), (frame) => this.#heard(frame));
    this.addEventListener("click", this.#clicked);
  }

  disconnectedCallback() {
    this.#leave?.();
    clearTimeout(this.#timer);
  }

  #heard(frame) {
    if (frame.refused !== undefined || frame.resync) return;
    if (frame.votes !== undefined && frame.tally) showVotes(frame);
    if (frame.event?.startsWith("ideas.idea.") && String(frame.entry) === this.idea) this.#changed(frame);
  }

  #changed(frame) {
    if (frame.event === "ideas.idea.tallied") return;
    clearTimeout(this.#timer);
    const isOwn = String(frame.actor ?? "") === document.documentElement.dataset.person;
    this.#timer = setTimeout(() => this.#readAgain(frame), isOwn ? 0 : Math.random() * SPREAD);
  }

  // What stands under [data-live="…"] is put in the place of what stood there.
  async #readAgain(frame) {
    try {
      const answer = await send(this.dataset.state, { method: "GET" });
      const fresh = parse(await answer.text());
      keepStill(() => {
        for (const part of fresh.querySelectorAll("[data-live]")) {
          const old = this.querySelector(`[data-live="${part.dataset.live}"]`);
          if (!old || isBeingWritten(old)) continue;
          old.replaceWith(part);
          wake(part);
        }
      });
      if (frame.status !== undefined) announce("idea", gettext("What becomes of this idea has been said."));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
  }

  // Following, without leaving the page.
  #clicked = async (event) => {
    const button = event.target.closest("[data-follow]");
    if (!button) return;
    event.preventDefault();
    const follows = button.getAttribute("aria-pressed") === "true";
    try {
      const { watching } = await sendJson(button.getAttribute("formaction"), { method: follows ? "DELETE" : "PUT" });
      button.setAttribute("aria-pressed", String(watching));
      button.value = watching ? "DELETE" : "PUT";
      button.querySelector("span").textContent = watching ? gettext("Following") : gettext("Follow");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  };
}

// What somebody types is not taken from under their hands.
function isBeingWritten(part) {
  if (part.querySelector("dialog[open]")) return true;
  const fields = [...part.querySelectorAll("textarea, input:not([type='hidden']), select")];
  return fields.some((field) => field === document.activeElement || (field.defaultValue !== undefined && field.value !== field.defaultValue));
}

customElements.define("idea-page", IdeaPage);
