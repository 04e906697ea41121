// The numbers beside the spaces in the rail, kept true in every open tab: what others write raises one, reading anywhere
// lowers it. Both come as frames; what was lost on the way is right again on the next page.
import { live } from "../live.js";
import { Pending } from "./pending.js";

const root = document.documentElement;
const me = Number(root.dataset.person ?? 0);
const lines = new Map();

class Line {
  #pending = new Pending();
  #leave = null;

  constructor(link) {
    this.link = link;
    this.number = link.querySelector("[data-unread]");
    this.known = Number.parseInt(this.number.dataset.unread, 10) || 0;
  }

  heard(frame) {
    if (!frame.event || frame.actor === me || unheard.has(String(frame.author))) return;
    if (this.#pending.take(frame, () => false)) this.#say();
  }

  get isMuted() {
    return "muted" in this.link.dataset;
  }

  // Muted or not any more, in whichever tab that was pressed.
  mute(isMuted) {
    if (isMuted === this.isMuted) return;
    this.link.toggleAttribute("data-muted", isMuted);
    this.link.querySelector("[data-mute-sign]").hidden = !isMuted;
    this.listen();
    this.#say();
  }

  listen() {
    this.#leave?.();
    this.#leave = this.isMuted ? null : live.follow(`space_${this.link.dataset.space}`, null, (frame) => this.heard(frame));
  }

  seen(unread) {
    this.known = unread;
    this.#pending.clear();
    this.#say();
  }

  #say() {
    const count = this.known + this.#pending.count;
    this.number.textContent = count > 99 ? "99+" : String(count);
    this.number.hidden = count === 0 || this.isMuted;
    this.link.classList.toggle("is-unread", !this.number.hidden);
    document.dispatchEvent(new CustomEvent("portico:unread", { detail: { space: this.link.dataset.space, count } }));
  }
}

// Whom the reader has muted or blocked.
let unheard = new Set((document.getElementById("rail")?.dataset.unheard ?? "").split(" "));

if (me) {
  for (const link of document.querySelectorAll(".rail [data-space]")) {
    const line = new Line(link);
    lines.set(link.dataset.space, line);
    line.listen();
  }
  live.follow(`user_${me}`, null, (frame) => {
    if (frame.event === "stances.changed") {
      unheard = new Set(frame.unheard.map(String));
      for (const [space, line] of lines) line.mute(frame.muted_spaces.includes(Number(space)));
    }
    if (frame.event !== "spaces.seen") return;
    for (const [space, line] of lines) {
      const unread = frame.all ? 0 : frame.unread?.[space];
      if (unread !== undefined) line.seen(unread);
    }
  });
}
