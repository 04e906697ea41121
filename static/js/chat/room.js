// <chat-room>: a room, or the thread under one of its messages. What is said comes in at its place, once; what one says
// stands there at once; nothing one reads is moved. docs/chat.md has the markup.
import { announce } from "../announce.js";
import "../conversation/conversation.js";
import { showReaction } from "../conversation/reactions.js";
import { TypingLine } from "../conversation/typing.js";
import { parse, parseOne } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";
import { setClocks } from "./clocks.js";
import { ConnectionLine } from "./connection-line.js";
import { MessageList } from "./message-list.js";
import { News } from "./news.js";
import { Parts } from "./parts.js";
import { RoomReading } from "./room-reading.js";
import { RoomScroll } from "./room-scroll.js";
import { RoomSending } from "./room-sending.js";

const root = document.documentElement;

class ChatRoom extends HTMLElement {
  #leave = [];
  #arrived = [];
  #isFlushing = false;
  #late = [];
  #reading = null;

  connectedCallback() {
    this.number = Number(this.dataset.room);
    this.thread = Number(this.dataset.thread) || null;
    this.stream = this.dataset.stream;
    this.composer = this.querySelector("message-composer");
    this.pendingTemplate = this.querySelector("template[data-pending]");
    this.list = new MessageList(this.querySelector("[data-messages]"));
    const parts = new Parts(this.dataset.parts ?? this.dataset.send);
    this.scroll = new RoomScroll(this, this.querySelector("[data-scroll]"), parts);
    this.reading = new RoomReading(this, this.dataset);
    this.sending = new RoomSending(this, this.thread ? `thread:${this.thread}` : `room:${this.number}`);
    this.connection = new ConnectionLine(this.querySelector("[data-connection]"));
    this.typing = new TypingLine(this.querySelector("[data-typing]"), (person) => this.#nameOf(person));
    this.news = new News((words) => announce(this.stream, words), {
      one: ({ name, text }) => interpolate(gettext("%(name)s: %(text)s"), { name, text }),
      many: (n) => interpolate(ngettext("%(n)s new message", "%(n)s new messages", n), { n }),
    });
    this.list.straighten();
    this.scroll.begin(this.list.list.querySelector(":scope > .is-linked"));
    this.addEventListener("htmx:load", () => this.settle());
    this.addEventListener("submit", (event) => event.target.matches(".room-day") && this.#toDay(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("portico:letter", ({ detail }) => this.#send(detail));
    this.addEventListener("portico:written", ({ detail }) => detail.isEmpty || this.#typed());
    this.#leave.push(live.follow(this.stream, Number(this.dataset.since), (frame) => this.#heard(frame)));
    this.#leave.push(live.listen(this.stream, (person) => this.#isWriting(person), this.thread));
    this.sending.queue.revive();
    if (cameFromChat() && !matchMedia("(pointer: coarse)").matches) this.composer?.focus();
  }

  disconnectedCallback() {
    for (const leave of this.#leave.splice(0)) leave();
    for (const part of [this.scroll, this.reading, this.sending, this.connection]) part.end();
  }

  // --- what one says ------------------------------------------------------------------------------------------------
  #send(letter) {
    live.stoppedTyping(this.stream);
    this.sending.queue.add(letter);
    // One's answer is what one looks at next.
    if (this.list.later) this.scroll.toNewest();
    else this.scroll.place.toEnd();
  }

  stoodUp(card) {
    this.list.straighten();
    if (!this.list.later) this.scroll.place.toEnd();
    return card;
  }

  put(fresh) {
    return this.scroll.still(() => {
      const isShown = this.list.put(fresh);
      this.list.straighten();
      return isShown;
    });
  }

  settle() {
    this.scroll.still(() => this.list.straighten());
  }

  looked() {
    this.reading?.look();
  }

  #toDay(event) {
    event.preventDefault();
    event.target.closest("[popover]")?.hidePopover();
    this.scroll.toDay(event.target.elements.day.value);
  }

  // What leads to a message of this very list, as a quote does, leads there without a page.
  async #clicked(event) {
    const link = event.target.closest("a[data-quotes]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (!this.list.of(link.dataset.quotes)) return;
    event.preventDefault();
    const row = await this.scroll.toMessage(link.dataset.quotes);
    row?.focus({ preventScroll: true });
  }

  #typed() {
    live.typed(this.stream, this.thread);
  }

  // --- what others say ----------------------------------------------------------------------------------------------
  #heard(frame) {
    if (frame.refused) return this.#lost();
    if (frame.resync) return this.#readAgain(frame.seq);
    this.dataset.since = frame.seq;
    if (frame.counts) this.scroll.still(() => showReaction(frame));
    this.dispatchEvent(new CustomEvent("portico:frame", { bubbles: true, detail: frame }));
    if (frame.event === "chat.room.changed" && !this.thread) this.#renamed();
    if (frame.event === "chat.messages.gone") return this.#gone(frame.entries);
    if (!frame.entry || !frame.event?.startsWith("chat.message.")) return;
    this.#arrived.push(frame);
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    // Many may come at once; a tab that nobody looks at draws no frames.
    if (document.visibilityState === "visible") requestAnimationFrame(() => this.#flush());
    else setTimeout(() => this.#flush(), 100);
  }

  // What the room keeps no longer.
  #gone(entries) {
    this.scroll.still(() => {
      for (const entry of entries) this.list.of(String(entry))?.remove();
      this.list.straighten();
    });
  }

  #flush() {
    this.#isFlushing = false;
    const frames = this.#arrived.splice(0);
    if (this.scroll.isFetching) this.#late.push(...frames.filter(({ event }) => event !== "chat.message.published"));
    const { isFollowed } = this.reading;
    this.scroll.still(() => {
      for (const frame of frames) {
        if (frame.event === "chat.message.published") this.#published(frame, isFollowed);
        else this.#changed(frame);
      }
      this.list.straighten();
    });
    this.scroll.trim();
  }

  // What was changed while a part was under way may have come to that part too late.
  changeAgain() {
    for (const frame of this.#late.splice(0)) this.#changed(frame);
  }

  #published(frame, isFollowed) {
    const belongs = this.thread ? frame.thread === this.thread : frame.shown_in_room;
    if (belongs) this.typing.stopped(frame.author);
    if (!belongs || !frame.html) return;
    this.scroll.heard(frame.seq);
    if (frame.client_id) this.sending.arrived(frame.client_id);
    const fresh = setClocks(parseOne(frame.html));
    fresh.dataset.seq = frame.seq;
    if (frame.client_id) fresh.dataset.client = frame.client_id;
    const isKnown = this.list.of(fresh.dataset.entry) !== null;
    const isMine = String(frame.author) === root.dataset.person;
    const isShown = this.list.put(fresh);
    if (isKnown || isMine || frame.style === "notice" || isBlocked(frame.author)) return;
    if (isShown && !isFollowed) this.reading.came(fresh);
    if (!this.scroll.isAtEnd) this.scroll.missed();
    this.news.heard(nameIn(fresh), fresh.querySelector("[data-body]")?.textContent ?? "");
  }

  // Changed, taken away or brought back. Where not everybody may see it, the browser asks for it itself.
  async #changed(frame) {
    const old = this.list.of(frame.entry);
    if (!old) return;
    const html = frame.html ?? (await this.#fetch(frame.entry));
    const fresh = html ? setClocks(parseOne(html)) : withoutWords(old);
    if (String(frame.entry) !== fresh?.dataset.entry) return;
    fresh.dataset.seq = old.dataset.seq;
    this.put(fresh);
  }

  // "" for what is no longer this reader's to read.
  async #fetch(entry) {
    try {
      const response = await send(`/chat/messages/${entry}/one/`, { method: "GET" });
      return await response.text();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      return "";
    }
  }

  // The room has another name or topic, or one may write in it no more.
  #renamed() {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => this.#readHead(), Math.random() * 2000);
  }

  async #readHead() {
    try {
      const response = await send(`/chat/${this.number}/`, { method: "GET" });
      const fresh = parse(await response.text()).querySelector("chat-room");
      if (!fresh || !this.isConnected) return;
      this.querySelector(".room-title").replaceWith(fresh.querySelector(".room-title"));
      // What one was writing is kept.
      if (Boolean(fresh.querySelector("message-composer")) !== Boolean(this.composer)) location.reload();
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
  }

  #isWriting(person) {
    if (!isBlocked(person)) this.typing.heard(person);
  }

  #nameOf(person) {
    // Who has not replied in a thread yet may have spoken in its room.
    const row = document.querySelector(`.message[data-author="${person}"]:has(.byline)`);
    return (row && nameIn(row)) || document.querySelector(`chat-room data[value="${person}"]`)?.textContent;
  }

  // Too much was missed to be told one by one: the list is fetched anew, and what one writes stays.
  async #readAgain(seq) {
    const view = this.scroll.scroller.getBoundingClientRect();
    const held = this.list.numbered.find((row) => row.getBoundingClientRect().bottom > view.top);
    this.dataset.since = seq;
    if (this.scroll.isAtEnd || !held) return (await this.scroll.instead({})) && this.scroll.toNewest();
    const share = (held.getBoundingClientRect().top - view.top) / view.height;
    if (!(await this.scroll.instead({ around: held.dataset.seq }))) return;
    const again = this.list.of(held.dataset.entry);
    if (again) this.scroll.place.show(again, share);
    this.scroll.missed(0);
  }

  // No longer in this room.
  #lost() {
    const line = document.createElement("p");
    line.className = "room-closed";
    line.setAttribute("role", "status");
    line.textContent = gettext("You are no longer in this room.");
    this.composer?.replaceWith(line);
    this.composer = null;
    this.sending.end();
    this.reading.end();
  }
}

// Who goes from room to room goes on writing.
const cameFromChat = () => document.referrer.startsWith(`${location.origin}/chat/`);

const isBlocked = (person) => (root.dataset.blocked ?? "").split(" ").includes(String(person));

// The place of a message that this reader may read no more.
function withoutWords(row) {
  const gone = row.cloneNode(true);
  const own = gone.querySelector(":scope > .message-own");
  if (!own) return null;
  const words = document.createElement("span");
  words.textContent = gettext("Message deleted.");
  gone.replaceChildren(own);
  own.replaceChildren(words);
  gone.classList.add("message--gone");
  return gone;
}

function nameIn(row) {
  return row.querySelector(".byline strong")?.textContent.trim() ?? "";
}

customElements.define("chat-room", ChatRoom);
