// <proposal-review data-url data-stream data-since>: deciding about the pieces of a proposal without leaving the page.
//
// A decision is sent and the pieces come back as they are then. What another reviewer decides, or the proposer changes,
// comes in by the stream; while one writes in a box, it waits until that is left. Keys: j, k, a, r.
import { announce } from "../announce.js";
import { parse, parseOne, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";

const isWriting = (node) => node?.matches?.("textarea, input:not([type=hidden]), [contenteditable]") ?? false;

class ProposalReview extends HTMLElement {
  #leave = null;
  #isBehind = false;
  #isBusy = false;

  connectedCallback() {
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("focusout", this.#left);
    document.addEventListener("keydown", this.#pressed);
    this.#leave = live.follow(this.dataset.stream, Number(this.dataset.since), (frame) => this.#heard(frame));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
    this.#leave?.();
  }

  get pieces() {
    return [...this.querySelectorAll("[data-hunk]")];
  }

  get waiting() {
    return this.pieces.filter((piece) => piece.dataset.state === "open");
  }

  get current() {
    const held = document.activeElement?.closest?.("[data-hunk]");
    return held && this.contains(held) ? held : null;
  }

  // --- deciding ------------------------------------------------------------------------------------------------------
  #submitted = (event) => {
    const form = event.target;
    if (!form.matches("[data-decides]")) return;
    event.preventDefault();
    this.#decide(form, event.submitter);
  };

  async #decide(form, submitter) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const body = new FormData(form, submitter);
    const place = this.pieces.indexOf(form.closest("[data-hunk]"));
    try {
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { "HX-Request": "true" } });
      const isAnswer = response.ok || response.status === 409 || response.status === 422;
      const text = await response.text();
      const fresh = isAnswer ? parse(text).querySelector("[data-pieces]") : null;
      if (!fresh) throw new Refused(response.headers.get("X-Portico-Error") || gettext("The server did not accept this."));
      this.#stand(fresh);
      this.#goOn(place, response.ok);
    } catch (problem) {
      sayRefused(problem instanceof Refused ? problem : new Refused(gettext("The server could not be reached."), { kind: "offline" }));
    } finally {
      this.#isBusy = false;
    }
  }

  #stand(fresh) {
    this.querySelector("[data-pieces]").replaceWith(fresh);
    wake(fresh);
    this.#isBehind = false;
    announce("proposal", fresh.querySelector("[data-news]")?.textContent.replace(/\s+/g, " ").trim() ?? "");
  }

  // To what is refused, or to the next that is open.
  #goOn(place, isDone) {
    const pieces = this.pieces;
    if (!isDone) pieces[place]?.focus();
    else (pieces.slice(place + 1).find((piece) => piece.dataset.state === "open") ?? this.waiting[0] ?? pieces[place])?.focus();
  }

  // --- what others do ------------------------------------------------------------------------------------------------
  #heard(frame) {
    if (frame.refused) return;
    if (!frame.resync && !frame.event?.startsWith("wiki.proposal.")) return;
    if (String(frame.actor) === document.documentElement.dataset.person && this.#isBusy) return;
    this.#isBehind = true;
    if (!isWriting(document.activeElement) || !this.contains(document.activeElement)) this.#read();
  }

  #left = () => {
    if (this.#isBehind) setTimeout(() => this.#isBehind && !isWriting(document.activeElement) && this.#read());
  };

  async #read() {
    const held = this.current?.id;
    try {
      const response = await send(this.dataset.url, { method: "GET" });
      this.#stand(parseOne(await response.text()));
      if (held) document.getElementById(held)?.focus();
    } catch (refused) {
      if (refused.name !== "AbortError") sayRefused(refused);
    }
  }

  // --- keys ----------------------------------------------------------------------------------------------------------
  #pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    const step = { j: 1, k: -1 }[event.key];
    const what = { a: "accept", r: "reject" }[event.key];
    if (step) this.#go(step);
    else if (what && this.current) this.current.querySelector(`.proposal-reason [value="${what}"]`)?.click();
    else return;
    event.preventDefault();
  };

  #go(step) {
    const pieces = this.pieces;
    const place = pieces.indexOf(this.current);
    const next = pieces[place < 0 ? (step > 0 ? 0 : pieces.length - 1) : place + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("proposal-review", ProposalReview);
