// <portico-discussion data-of="12" data-since="41">: the reactions and comments of one entry. While it is on the screen
// it follows the stream entry_12; what is said comes in at its place, once, and moves nothing that one reads.
import { announce, isBeingRead } from "../announce.js";
import { parse, parseOne, wake } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import { belongsHere, placeInOrder, placeOf } from "./order.js";
import { keepMine, showReaction } from "./reactions.js";
import { keepStill } from "./still.js";
import { TypingLine } from "./typing.js";
import { isAnythingKept, openBox, openReply } from "./write.js";

const NEAR = "200px";
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? target.enter() : target.leave();
  },
  { rootMargin: NEAR },
);

class Discussion extends HTMLElement {
  #leave = null;
  #deaf = null;
  #since = 0;

  connectedCallback() {
    this.entry = Number(this.dataset.of);
    this.#since = Number(this.dataset.since);
    this.list = this.querySelector("[data-comments]");
    this.typing = new TypingLine(this.querySelector("[data-typing]"), (person) => this.#nameOf(person));
    this.addEventListener("click", this.#clicked);
    this.addEventListener("input", this.#typed);
    this.addEventListener("portico:sent", this.#sent);
    this.addEventListener("portico:inserted", this.#inserted);
    seen.observe(this);
    if (isAnythingKept(this)) openBox(this, { focus: false });
  }

  disconnectedCallback() {
    seen.unobserve(this);
    this.leave();
  }

  enter() {
    if (this.#leave) return;
    this.#leave = live.follow(this.stream, this.#since, (frame) => this.#heard(frame));
    this.#deaf = live.listen(this.stream, (person) => this.typing.heard(person));
  }

  leave() {
    this.#leave?.();
    this.#deaf?.();
    this.#leave = this.#deaf = null;
  }

  // "best", "oldest" or "newest" where comments do not stand as they were said.
  get #order() {
    return this.list.dataset.order;
  }

  get stream() {
    return `entry_${this.entry}`;
  }

  // --- what is said -----------------------------------------------------------------------------------------------
  #heard(frame) {
    if (frame.refused) return;
    this.#since = frame.seq ?? this.#since;
    if (frame.resync) this.#offerToReload();
    else if (frame.counts) showReaction(frame);
    else if (frame.html && frame.root === this.entry && frame.entry !== this.entry) this.#show(frame);
    else if (frame.entry === this.entry) this.#changed(frame);
    if (frame.count !== undefined) this.#count(frame.count);
    // What stands in the card above hears it too: who comes to an event, what was voted.
    this.dispatchEvent(new CustomEvent("portico:frame", { bubbles: true, detail: frame }));
  }

  #show(frame) {
    const fresh = parseOne(frame.html);
    const old = document.getElementById(fresh.id);
    if (frame.actor) this.typing.stopped(frame.actor);
    if (old) {
      // Who is changing the words in this very place finishes first.
      if (!old.querySelector(":scope > [data-editing]")) keepStill(() => this.#replace(old, fresh));
      return;
    }
    const mine = frame.client_id && this.querySelector(`[data-client-id="${CSS.escape(frame.client_id)}"]`);
    if (mine) keepStill(() => this.#stand(fresh, () => mine.replaceWith(fresh)));
    else if (this.#belongs(frame)) {
      keepStill(() => this.#stand(fresh, () => this.#place(fresh)));
      this.#sayWho(fresh);
    }
  }

  #sayWho(comment) {
    const name = comment.querySelector(".byline strong")?.textContent.trim();
    const isMine = comment.dataset.author === document.documentElement.dataset.person;
    if (!name || isMine || !isBeingRead(this.closest("[data-entry]"))) return;
    announce(comment.id, interpolate(gettext("%(name)s has commented."), { name }));
  }

  #replace(old, fresh) {
    keepMine(old, fresh);
    const replies = fresh.querySelector(":scope > .replies");
    if (replies) replies.append(...(old.querySelector(":scope > .replies")?.children ?? []));
    for (const box of old.querySelectorAll(":scope > text-composer")) fresh.append(box);
    this.#stand(fresh, () => old.replaceWith(fresh));
  }

  #stand(fresh, put) {
    put();
    wake(fresh);
  }

  // Under what it answers, a reply need not say that it is one.
  #inserted = ({ target }) => {
    if (target.parentElement?.matches("[data-replies]")) target.querySelector(":scope > .comment-own > .answers-to")?.remove();
  };

  #belongs(frame) {
    // Beyond a page that is not the last one it stands on another.
    if (this.#order) return this.#order === "newest" || !this.querySelector("[data-later]");
    const first = this.list.querySelector(":scope > [data-entry]");
    return belongsHere(frame.entry, {
      first: first ? Number(first.dataset.entry) : null,
      earlier: Boolean(this.querySelector("[data-earlier]")),
      later: Boolean(this.querySelector("[data-later]")),
      isNew: frame.event.endsWith(".published"),
    });
  }

  #place(fresh) {
    const replies = fresh.dataset.parent && this.querySelector(`[data-replies="${CSS.escape(fresh.dataset.parent)}"]`);
    const list = replies || this.list;
    const stand = [...list.children].filter((node) => node.matches("article, [data-later]"));
    const numbers = stand.map((node) => (node.dataset.entry ? Number(node.dataset.entry) : null));
    const hasOrder = list === this.list && this.#order;
    const at = hasOrder ? placeInOrder(this.#order, stand.length) : placeOf(Number(fresh.dataset.entry), numbers);
    list.insertBefore(fresh, stand[at] ?? null);
  }

  #changed(frame) {
    const card = this.closest("[data-entry]");
    if (frame.locked !== undefined) this.#lock(frame.locked);
    if (!card || Number(card.dataset.entry) !== this.entry) return;
    const body = card.querySelector("[data-body]");
    if (frame.body_html !== undefined && body) keepStill(() => body.replaceChildren(parse(frame.body_html)));
    const links = card.querySelector("[data-links]");
    if (frame.links && frame.html && links) keepStill(() => links.replaceChildren(parse(frame.html)));
    const title = card.querySelector("[data-title] a, [data-title]:not(:has(a))");
    if (frame.title && title) title.textContent = frame.title;
  }

  #lock(isLocked) {
    this.querySelector("[data-closed]")?.remove();
    for (const box of this.querySelectorAll("[data-write], text-composer")) box.hidden = isLocked;
    if (!isLocked) return;
    const line = document.createElement("p");
    line.className = "comments-closed";
    line.dataset.closed = "";
    line.textContent = gettext("The comments are closed.");
    this.append(line);
  }

  #count(number) {
    const place = this.querySelector("[data-count]");
    if (!place) return;
    place.textContent = number === 0 ? gettext("Comment") : interpolate(ngettext("%(n)s comment", "%(n)s comments", number), { n: number });
  }

  #nameOf(person) {
    return document.querySelector(`[data-author="${person}"] .byline strong`)?.textContent.trim();
  }

  // Too much was missed to be told one by one.
  #offerToReload() {
    if (this.querySelector("[data-again]")) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--quiet small", textContent: gettext("Show new comments") });
    button.dataset.again = "";
    this.list.append(button);
  }

  // --- what one does ------------------------------------------------------------------------------------------------
  #clicked = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = (selector) => event.target.closest(selector);
    const act =
      (on("[data-earlier]") && ((link) => this.#fetch(link))) ||
      (on("[data-later]") && ((link) => this.#fetch(link))) ||
      (on("[data-again]") && (() => this.#readAgain())) ||
      (on("[data-reply]") && ((link) => openReply(this, link))) ||
      ((on("[data-write]") || on("[data-comment]")) && document.documentElement.dataset.person && (() => openBox(this))) ||
      (on("[data-close-form]") && ((button) => button.closest("text-composer").remove()));
    if (!act) return;
    event.preventDefault();
    act(on("[data-earlier], [data-later], [data-reply], [data-close-form]"));
  };

  #typed = () => live.typed(this.stream);

  #sent = (event) => {
    live.stoppedTyping(this.stream);
    const box = event.target.closest(".comment > text-composer");
    if (box && box.text === "") box.remove();
  };

  async #fetch(link) {
    link.setAttribute("aria-busy", "true");
    try {
      const response = await send(link.href, { method: "GET" });
      const fresh = [...parse(await response.text()).children];
      keepStill(() => this.#takeIn(fresh, link), { anchor: link.matches("[data-earlier]") ? link.nextElementSibling : undefined });
    } catch (refused) {
      link.removeAttribute("aria-busy");
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  }

  #takeIn(fresh, link) {
    for (const node of fresh) {
      if (node.id && document.getElementById(node.id)) continue;
      link.before(node);
      wake(node);
    }
    link.remove();
    this.#bringHome();
  }

  // A reply that stood alone, because what it answers was not on the page, goes under it.
  #bringHome() {
    for (const orphan of this.list.querySelectorAll(":scope > [data-parent]:not([data-parent=''])")) {
      if (!this.querySelector(`[data-replies="${CSS.escape(orphan.dataset.parent)}"]`)) continue;
      this.#stand(orphan, () => this.#place(orphan));
    }
  }

  async #readAgain() {
    try {
      const order = this.#order ? `?by=${this.#order}` : "";
      const response = await send(`/entries/${this.entry}/comments/${order}`, { method: "GET" });
      const fresh = parse(await response.text());
      keepStill(() => this.list.replaceChildren(fresh));
      wake(this.list);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  }
}

customElements.define("portico-discussion", Discussion);
