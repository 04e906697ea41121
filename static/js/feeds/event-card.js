// <event-card>: who comes, as it changes. One's own answer shows what the server made of it; what others answer comes
// with the frames of the discussion below, as numbers that are the same for everybody.
import { announce, isBeingRead } from "../announce.js";
import { insert, parseOne } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { Refused, sayRefused, send } from "../requests.js";

export const countsIn = ({ going, maybe, waiting }) => [
  ["going", going, interpolate(ngettext("%(n)s going", "%(n)s going", going), { n: going })],
  ["maybe", maybe, interpolate(ngettext("%(n)s maybe", "%(n)s maybe", maybe), { n: maybe })],
  ["waiting", waiting, interpolate(ngettext("%(n)s waiting", "%(n)s waiting", waiting), { n: waiting })],
];

export const newsIn = (change) =>
  ({
    cancelled: gettext("This event was cancelled."),
    reinstated: gettext("This event takes place after all."),
    rescheduled: gettext("This event is at another time now."),
    relocated: gettext("This event is at another place now."),
    changed: gettext("This event was changed."),
  })[change];

class EventCard extends (globalThis.HTMLElement ?? Object) {
  #busy = false;

  connectedCallback() {
    this.article = this.closest("[data-entry]");
    this.addEventListener("submit", this.#answer);
    this.article?.addEventListener("portico:frame", this.#heard);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#answer);
    this.article?.removeEventListener("portico:frame", this.#heard);
  }

  #answer = async (event) => {
    const form = event.target.closest("[data-answers]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    const choice = event.submitter.value;
    form.setAttribute("aria-busy", "true");
    try {
      const body = new FormData();
      body.append("choice", choice);
      const response = await send(form.action, { body });
      insert(parseOne(await response.text()), this.querySelector(".event-own"), "instead");
      this.querySelector(`[data-answers] [value="${CSS.escape(choice)}"]`)?.focus();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    } finally {
      form.removeAttribute("aria-busy");
      this.#busy = false;
    }
  };

  #heard = ({ detail: frame }) => {
    if (frame.going !== undefined) this.#count(frame);
    else if (frame.event_changed) this.#tell(frame);
  };

  #count(frame) {
    for (const [name, count, words] of countsIn(frame)) {
      const place = this.querySelector(`[data-counts] [data-${name}]`);
      if (!place) continue;
      place.textContent = words;
      place.hidden = count === 0 && name !== "going";
    }
    if (isBeingRead(this.article)) announce(this.article.id, countsIn(frame)[0][2]);
    // Whether one would come or wait now; who has answered already keeps what was answered.
    const yes = this.querySelector("[data-answers] [value='yes']");
    if (yes?.getAttribute("aria-pressed") === "false" && !yes.disabled) {
      yes.textContent = frame.full ? gettext("Join the waiting list") : gettext("Going");
    }
  }

  // Times are written for the reader's own zone, so they come with the page and not with the frame.
  #tell(frame) {
    if (String(frame.actor) === document.documentElement.dataset.person && this.querySelector(".event-news")) return;
    this.querySelector(".event-news")?.remove();
    const line = document.createElement("p");
    line.className = "event-news";
    line.setAttribute("role", "status");
    const again = document.createElement("a");
    Object.assign(again, { href: location.href, textContent: gettext("Show it as it is now") });
    line.append(newsIn(frame.event_changed) ?? newsIn("changed"), again);
    this.querySelector(".event-body")?.prepend(line);
  }
}

if (globalThis.customElements) customElements.define("event-card", EventCard);
