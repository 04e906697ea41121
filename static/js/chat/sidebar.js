// <chat-sidebar data-url="…">: the list of rooms. What is unread and what concerns the reader shows as it happens, in
// every tab; nothing changes its place while one looks.
import { parse, wake } from "../fragment.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";
import { RoomCounts } from "./room-counts.js";

const MOST = 200;
const SOON = 300;
const root = document.documentElement;
const me = root.dataset.person;

class ChatSidebar extends HTMLElement {
  #counts = new RoomCounts(Number(me));
  #followed = new Map();
  #leave = null;
  #timer = null;

  connectedCallback() {
    this.querySelector("a[aria-current]")?.scrollIntoView({ block: "nearest" });
    this.#collect();
    this.#leave = live.follow(`user_${me}`, null, (frame) => this.#told(frame));
    addEventListener("blur", this.#showHere);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener("blur", this.#showHere);
    this.#leave?.();
    for (const leave of this.#followed.values()) leave();
    this.#followed.clear();
  }

  #showHere = () => {
    const here = this.querySelector("a[data-room][aria-current]");
    if (here) this.#show(Number(here.dataset.room));
  };

  #links(room) {
    return this.querySelectorAll(room === undefined ? "a[data-room]" : `a[data-room="${Number(room)}"]`);
  }

  // The page tells how it stands; each stream goes on from there.
  #collect() {
    const known = new Set();
    for (const link of this.#links()) {
      const { room, stream, seq, last, read, counted } = link.dataset;
      if (known.has(room)) continue;
      known.add(room);
      const [isDirect, isMuted] = [link.hasAttribute("data-direct"), link.hasAttribute("data-muted")];
      this.#counts.add(Number(room), { seq: Number(last) || 0, read: Number(read) || 0, counted: Number(counted) || 0, isDirect, isMuted });
      if (!this.#followed.has(stream) && this.#followed.size < MOST) {
        this.#followed.set(stream, live.follow(stream, Number(seq) || 0, (frame) => this.#said(frame)));
      }
    }
  }

  #said(frame) {
    if (frame.resync) this.#soon();
    if (frame.event !== "chat.message.published" || this.#links(frame.room).length === 0) return;
    const isBlocked = (root.dataset.blocked ?? "").split(" ").includes(String(frame.author));
    // What one has before one's eyes is read in a moment.
    if (this.#counts.said(frame, { isBlocked }) && !isSeen(this.#links(frame.room)[0])) this.#show(frame.room);
  }

  #told(frame) {
    if (frame.resync || frame.event === "chat.rooms") this.#soon();
    else if (frame.event === "chat.read" && this.#counts.read(frame)) this.#show(frame.room);
  }

  #show(room) {
    for (const link of this.#links(room)) {
      const { isUnread, counted } = this.#counts.state(room);
      link.classList.toggle("is-unread", isUnread);
      const dot = link.querySelector("[data-counted]");
      if (!dot) continue;
      dot.textContent = counted > 99 ? "99+" : String(counted);
      dot.hidden = counted === 0;
    }
  }

  // Rooms came or went: the list is fetched once, however many did.
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#readAgain(), SOON);
  }

  async #readAgain() {
    if (!this.dataset.url) return;
    try {
      const response = await send(this.dataset.url, { method: "GET" });
      const html = parse(await response.text());
      const fresh = html.querySelector("chat-sidebar") ?? html;
      const here = this.querySelector("a[data-room][aria-current]")?.dataset.room;
      const [top, focused] = [this.scrollTop, this.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null];
      this.replaceChildren(...fresh.childNodes);
      this.#collect();
      for (const link of this.#links()) this.#show(Number(link.dataset.room));
      if (here) for (const link of this.#links(here)) link.setAttribute("aria-current", "page");
      this.scrollTop = top;
      if (focused) this.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      wake(this);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    }
  }
}

function isSeen(link) {
  const isHere = link.hasAttribute("aria-current") && document.visibilityState === "visible" && document.hasFocus();
  return isHere && document.querySelector("chat-room:not([data-thread])")?.scroll?.isAtEnd;
}

customElements.define("chat-sidebar", ChatSidebar);
