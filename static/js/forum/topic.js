// <forum-topic data-topic="12" data-since="41">: a topic one reads. It follows the stream entry_12: answers and remarks
// come in at their places, votes and the accepted answer change where they stand, and nothing moves what one reads.
import { announce } from "../announce.js";
import "../conversation/conversation.js";
import { keepMine, showReaction } from "../conversation/reactions.js";
import { keepStill } from "../conversation/still.js";
import { parse, parseOne, wake } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send, sendJson } from "../requests.js";
import { closeRemark, fetchRemarks, openRemark, putRemark, replyTo } from "./remarks.js";
import "./canned.js";
import { placeAmong, whereItGoes } from "./topic-order.js";
import { keepMyVote, showVotes } from "./voting.js";

const LOOKED_AT = 1500;
const person = document.documentElement.dataset.person;

class ForumTopic extends HTMLElement {
  #elsewhere = new Set();
  #leave = null;
  #timer = null;

  connectedCallback() {
    this.topic = Number(this.dataset.topic);
    this.list = this.querySelector("[data-answers]");
    this.pill = this.querySelector("[data-pill]");
    this.accepted = this.querySelector(".answer--accepted")?.dataset.entry ?? null;
    this.#leave = live.follow(`entry_${this.topic}`, Number(this.dataset.since), (frame) => this.#heard(frame));
    this.addEventListener("click", this.#clicked);
    this.addEventListener("portico:sent", this.#sent);
    this.pill?.addEventListener("click", () => this.#showElsewhere());
    document.addEventListener("visibilitychange", this.#looked);
    if ("news" in this.dataset) this.#looked();
    this.#findOldAddress();
  }

  disconnectedCallback() {
    this.#leave?.();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#looked);
  }

  // --- what is heard --------------------------------------------------------------------------------------------------
  #heard(frame) {
    if (frame.refused !== undefined) return;
    if (frame.resync) return this.#sayMore();
    if (frame.counts) showReaction(frame);
    else if (frame.votes !== undefined) showVotes(frame);
    else if (frame.accepted !== undefined) this.#accept(frame.accepted);
    else if (frame.html && frame.kind === "forum.answer") this.#answer(frame);
    else if (frame.html && frame.root === this.topic) this.#remark(frame);
    else if (frame.entry === this.topic) this.#changed(frame);
  }

  #answer(frame) {
    const fresh = parseOne(frame.html);
    const isNew = frame.event.endsWith(".published");
    const old = document.getElementById(fresh.id);
    if (String(frame.entry) === this.accepted && /\.(deleted|hidden)$/.test(frame.event)) this.#accept(null);
    if (old) {
      // Who is changing the words in this very place finishes first.
      if (!old.querySelector(":scope > [data-editing]")) keepStill(() => this.#replace(old, fresh));
      return;
    }
    const mine = frame.client_id && this.querySelector(`[data-client-id="${CSS.escape(frame.client_id)}"]`);
    if (isNew) this.#count(1);
    if (mine) return keepStill(() => this.#stand(fresh, () => mine.replaceWith(fresh)));
    if (!isNew && !/\.(undeleted|restored)$/.test(frame.event)) return;
    if (whereItGoes({ isNew, isLast: Boolean(this.list.dataset.last) }) === "elsewhere") {
      this.#elsewhere.add(frame.entry);
      this.#sayMore();
    } else {
      keepStill(() => this.#stand(fresh, () => this.#place(fresh)));
      this.#sayWho(fresh);
    }
    this.dataset.news = "";
    this.#looked();
  }

  #place(fresh) {
    this.querySelector("[data-nothing]")?.remove();
    this.#mineOnly(fresh);
    const at = Number(fresh.dataset.at);
    const stand = [...this.list.children].filter((node) => node.matches("article"));
    const moments = stand.map((node) => (this.list.dataset.order === "time" && node.dataset.at ? Number(node.dataset.at) : null));
    this.list.insertBefore(fresh, stand[placeAmong(at, moments)] ?? null);
  }

  // One does not vote for what one wrote.
  #mineOnly(fresh) {
    if (fresh.dataset.author === person) fresh.querySelector(":scope > .answer-own [data-vote]")?.remove();
  }

  #replace(old, fresh) {
    keepMyVote(old, fresh);
    for (const remark of old.querySelectorAll(".remarks > .comment")) {
      const again = fresh.querySelector(`#${remark.id}`);
      if (again) keepMine(remark, again);
    }
    const box = old.querySelector(".remarks > text-composer");
    if (box) fresh.querySelector(".remarks")?.append(box);
    this.#stand(fresh, () => old.replaceWith(fresh));
  }

  #stand(fresh, put) {
    put();
    wake(fresh);
  }

  #remark(frame) {
    const fresh = parseOne(frame.html);
    const old = document.getElementById(fresh.id);
    const under = frame.under ?? this.topic;
    if (old) {
      keepStill(() => {
        keepMine(old, fresh);
        this.#stand(fresh, () => old.replaceWith(fresh));
      });
      return;
    }
    const remarks = this.querySelector(`[data-remarks="${under}"]`);
    if (!remarks || remarks.querySelector("[data-more-remarks]") || !frame.event.endsWith(".published")) return;
    keepStill(() => this.#stand(fresh, () => putRemark(remarks, fresh)));
    const name = fresh.querySelector(".byline strong")?.textContent.trim();
    if (name && fresh.dataset.author !== person) announce(fresh.id, interpolate(gettext("%(name)s has remarked on this."), { name }));
  }

  // What answers what solved it: its frame and the badge at the top say so; where it stands stays as it is.
  #accept(answer) {
    const before = this.accepted;
    if (String(answer ?? "") === String(before ?? "")) return;
    this.accepted = answer === null ? null : String(answer);
    if (before) this.#mark(document.getElementById(`entry-${before}`), false);
    if (answer) this.#mark(document.getElementById(`entry-${answer}`), true);
    const badge = this.querySelector("[data-stands]");
    if (badge) {
      badge.classList.toggle("badge--accent", Boolean(answer));
      badge.classList.toggle("badge--caution", !answer);
      const use = badge.querySelector("use");
      use?.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${answer ? "check" : "clock"}`);
      badge.querySelector("[data-slot='text']").textContent = answer ? this.#solved : gettext("Not solved yet");
    }
    announce("accepted", answer ? gettext("An answer was accepted.") : gettext("No answer is accepted any more."));
  }

  #mark(card, isAccepted) {
    if (!card) return;
    card.classList.toggle("answer--accepted", isAccepted);
    card.querySelector(":scope > .tab")?.remove();
    if (isAccepted) {
      const tab = document.createElement("span");
      tab.className = "tab";
      tab.textContent = gettext("Accepted answer");
      card.prepend(tab);
    }
    const button = card.querySelector(":scope > .answer-own [data-accept]");
    if (!button) return;
    button.dataset.accept = isAccepted ? "" : card.dataset.entry;
    button.setAttribute("formaction", isAccepted ? `/community/${this.topic}/unaccept/` : `/community/answers/${card.dataset.entry}/accept/`);
    button.querySelector("span").textContent = isAccepted ? gettext("It does not solve it") : gettext("This solves it");
    const use = button.querySelector("use");
    use?.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${isAccepted ? "undo" : "check"}`);
  }

  // The question itself was changed, closed or taken away.
  #changed(frame) {
    const question = this.querySelector("[data-question]");
    const body = question?.querySelector(":scope > .answer-own [data-body]");
    if (frame.body_html !== undefined && body) keepStill(() => body.replaceChildren(parse(frame.body_html)));
    const links = question?.querySelector(":scope > .answer-own [data-links]");
    if (frame.links && frame.html && links) keepStill(() => links.replaceChildren(parse(frame.html)));
    if (frame.title) this.querySelector("[data-title]").textContent = frame.title;
    if (frame.locked !== undefined) this.#lock(frame.locked);
    if (/\.(deleted|hidden)$/.test(frame.event ?? "")) announce("topic", gettext("This topic is no longer here."));
  }

  #lock(isLocked) {
    const box = this.querySelector("[data-answer-box]");
    if (box) box.hidden = isLocked;
    this.querySelector(".answer-box > [data-closed]")?.remove();
    if (!isLocked) return;
    const line = document.createElement("p");
    line.className = "comments-closed";
    line.dataset.closed = "";
    line.textContent = gettext("This topic is closed.");
    this.querySelector(".answer-box")?.append(line);
    announce("topic", line.textContent);
  }

  // --- new answers that stand on another page ---------------------------------------------------------------------------
  #sayMore() {
    const count = this.#elsewhere.size;
    this.pill.textContent = count > 0 ? interpolate(ngettext("%s new answer", "%s new answers", count), [count]) : gettext("Show new answers");
    this.pill.hidden = false;
    announce("answers", this.pill.textContent);
  }

  #showElsewhere() {
    const [first] = this.#elsewhere;
    location.assign(first ? `${this.dataset.url}?by=time&at=${first}#entry-${first}` : `${this.dataset.url}?at=new`);
  }

  #sayWho(answer) {
    const name = answer.querySelector(".byline strong")?.textContent.trim();
    if (name && answer.dataset.author !== person) announce(answer.id, interpolate(gettext("%(name)s has answered."), { name }));
  }

  #count(more) {
    this.dataset.answers = String(Number(this.dataset.answers) + more);
    const n = Number(this.dataset.answers);
    const words = this.#isAsked
      ? interpolate(ngettext("%(n)s answer", "%(n)s answers", n), { n })
      : interpolate(ngettext("%(n)s reply", "%(n)s replies", n), { n });
    for (const place of this.querySelectorAll("[data-count], [data-heading]")) place.textContent = words;
  }

  get #solved() {
    return this.dataset.sort === "problem" ? gettext("Solved") : gettext("Answered");
  }

  // A question or a problem, which one of the answers solves.
  get #isAsked() {
    return ["question", "problem"].includes(this.dataset.sort);
  }

  // --- what one does ------------------------------------------------------------------------------------------------
  #clicked = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = (selector) => event.target.closest(selector);
    const [act, node] =
      (on("button[data-accept]") && [(button) => this.#sayAccepted(button), on("button[data-accept]")]) ||
      (on("button[data-follow]") && [(button) => this.#follow(button), on("button[data-follow]")]) ||
      (person && on("[data-remark]") && [(link) => openRemark(link), on("[data-remark]")]) ||
      (on("[data-more-remarks]") && [(link) => fetchRemarks(link), on("[data-more-remarks]")]) ||
      (person && on(".remarks [data-reply]") && [(link) => replyTo(link), on(".remarks [data-reply]")]) ||
      (on(".remarks [data-close-form]") && [(button) => closeRemark(button), on(".remarks [data-close-form]")]) ||
      [];
    if (!act) return;
    event.preventDefault();
    act(node);
  };

  async #sayAccepted(button) {
    const answer = button.dataset.accept ? Number(button.dataset.accept) : null;
    const before = this.accepted ? Number(this.accepted) : null;
    const url = button.getAttribute("formaction");
    this.#accept(answer);
    try {
      await sendJson(url, { method: "POST", body: new FormData() });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.#accept(before);
      sayRefused(refused);
    }
  }

  async #follow(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    this.#drawFollow(button, on);
    try {
      await sendJson(button.getAttribute("formaction"), { method: on ? "PUT" : "DELETE" });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.#drawFollow(button, !on);
      sayRefused(refused);
    }
  }

  #drawFollow(button, on) {
    button.setAttribute("aria-pressed", String(on));
    button.value = on ? "DELETE" : "PUT";
    button.querySelector("span").textContent = on ? gettext("Following") : gettext("Follow");
  }

  #sent = ({ target, detail }) => {
    this.querySelector("[data-nothing]")?.remove();
    const remarks = target.closest(".remarks");
    if (!remarks) return;
    if (detail.node) putRemark(remarks, detail.node);
    const opener = remarks.querySelector("[data-remark]");
    target.remove();
    if (opener) opener.hidden = false;
  };

  // --- having read it ---------------------------------------------------------------------------------------------------
  #looked = () => {
    clearTimeout(this.#timer);
    if (!person || document.visibilityState !== "visible" || !("news" in this.dataset)) return;
    this.#timer = setTimeout(async () => {
      try {
        await send(`/community/${this.topic}/read/`, { method: "POST" });
        delete this.dataset.news;
      } catch (refused) {
        // It stays news; that is no matter to trouble anybody with.
        if (!(refused instanceof Refused)) throw refused;
      }
    }, LOOKED_AT);
  };

  // "#answer-34" leads to an answer wherever it stands.
  #findOldAddress() {
    const [, answer] = /^#answer-(\d+)$/.exec(location.hash) ?? [];
    if (!answer) return;
    const here = document.getElementById(`entry-${answer}`);
    if (here) here.scrollIntoView();
    else location.replace(`${this.dataset.url}?at=${answer}#entry-${answer}`);
  }
}

customElements.define("forum-topic", ForumTopic);
