// <portico-poll data-url="/entries/12/poll/">: voting without leaving the page. What others vote comes in by the stream of
// the entry, which the discussion of its card follows (discussion.js says "portico:frame"); the counts are in its frames
// only where everybody sees the result. Where it is for those who have voted, data-stream names the stream that says it.
import { announce, isBeingRead } from "../announce.js";
import { insert, parseOne } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";

const me = globalThis.document?.documentElement.dataset.person;

// Shares in whole percent, of the people who voted.
export const shareOf = (votes, voters) => (voters > 0 ? Math.round((100 * votes) / voters) : 0);

class Poll extends (globalThis.HTMLElement ?? Object) {
  #card = null;
  #busy = false;
  #leave = null;

  connectedCallback() {
    this.#card = this.closest("[data-entry]");
    this.#card?.addEventListener("portico:frame", this.#heard);
    this.addEventListener("submit", this.#submitted);
    // Each frame has all the counts: what was missed before it makes no difference.
    if (this.dataset.stream) this.#leave = live.follow(this.dataset.stream, null, (frame) => this.#count(frame));
  }

  disconnectedCallback() {
    this.#card?.removeEventListener("portico:frame", this.#heard);
    this.#leave?.();
  }

  #submitted = (event) => {
    event.preventDefault();
    if (this.#busy) return;
    const body = new FormData(event.target, event.submitter);
    if (!body.has("option") && !body.has("_method")) {
      this.#say(gettext("Choose an answer first."));
      return;
    }
    this.#ask({ method: "POST", body });
  };

  // Asks for the poll as it is for this reader now, and stands in its place.
  async #ask(options) {
    this.#busy = true;
    this.setAttribute("aria-busy", "true");
    const hadFocus = this.contains(document.activeElement);
    try {
      const response = await send(this.dataset.url, options);
      const fresh = parseOne(await response.text());
      insert(fresh, this, "instead");
      if (hadFocus) (fresh.querySelector("input:checked, button, a") ?? fresh).focus({ preventScroll: true });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (refused.kind === "invalid") this.#say(refused.message);
      else sayRefused(refused);
    } finally {
      this.#busy = false;
      this.removeAttribute("aria-busy");
    }
  }

  #heard = ({ detail: frame }) => {
    if (frame.voters === undefined || frame.poll === undefined) return;
    if (frame.changed) this.#offer(frame);
    else if (String(frame.actor) === me && !this.#busy && !this.matches("[data-voted]")) this.#ask({ method: "GET" });
    this.#count(frame);
  };

  #count({ voters, votes }) {
    if (voters === undefined) return;
    const line = this.querySelector("[data-voters]");
    const words = interpolate(ngettext("%s person has voted", "%s people have voted", voters), [voters]);
    if (line && line.textContent !== words) {
      line.textContent = words;
      if (isBeingRead(this.#card)) announce(this.dataset.url, words);
    }
    if (!votes || !this.matches("[data-shows]")) return;
    for (const answer of this.querySelectorAll("[data-option]")) {
      const count = votes[answer.dataset.option];
      const share = shareOf(count ?? 0, voters);
      const figure = answer.querySelector("[data-votes]");
      if (count === undefined || !figure) continue;
      figure.textContent = String(count);
      answer.querySelector("[data-share]").textContent = `${share} %`;
      answer.querySelector("progress").value = share;
    }
  }

  // It has closed, or its author has changed it: what one reads stays until one wants the new.
  #offer(frame) {
    const closed = frame.event?.endsWith(".closed");
    this.#say(closed ? gettext("The poll has closed.") : gettext("The poll was changed."), {
      label: closed ? gettext("See the result") : gettext("Show it"),
      run: () => this.#ask({ method: "GET" }),
    });
  }

  #say(words, action = null) {
    this.querySelector(".poll-said")?.remove();
    const line = document.createElement("p");
    line.className = "poll-said";
    line.setAttribute("role", "status");
    line.append(words, " ");
    if (action) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "text-link", textContent: action.label });
      button.addEventListener("click", action.run);
      line.append(button);
    }
    this.append(line);
  }
}

if (globalThis.customElements) customElements.define("portico-poll", Poll);
