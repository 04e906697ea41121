// The numbers beside the spaces in the rail, kept true in every open tab: what others write raises one, reading anywhere
// lowers it. Both come as frames; what was lost on the way is right again on the next page.
import { live } from "../live.js";
import { Pending } from "./pending.js";

const root = document.documentElement;
const me = Number(root.dataset.person ?? 0);
const lines = new Map();

class Line {
  #pending = new Pending();

  constructor(link) {
    this.link = link;
    this.number = link.querySelector("[data-unread]");
    this.known = Number.parseInt(this.number.dataset.unread, 10) || 0;
  }

  heard(frame) {
    if (!frame.event || frame.actor === me || unheard.has(String(frame.author))) return;
    if (this.#pending.take(frame, () => false)) this.#say();
  }

  seen(unread) {
    this.known = unread;
    this.#pending.clear();
    this.#say();
  }

  #say() {
    const count = this.known + this.#pending.count;
    this.number.textContent = count > 99 ? "99+" : String(count);
    this.number.hidden = count === 0;
    this.link.classList.toggle("is-unread", count > 0);
  }
}

// Whom the reader has muted or blocked.
const unheard = new Set((document.getElementById("rail")?.dataset.unheard ?? "").split(" "));

if (me) {
  for (const link of document.querySelectorAll(".rail [data-space]")) {
    const line = new Line(link);
    lines.set(link.dataset.space, line);
    if (!("muted" in link.dataset)) live.follow(`space_${link.dataset.space}`, null, (frame) => line.heard(frame));
  }
  live.follow(`user_${me}`, null, (frame) => {
    if (frame.event !== "spaces.seen") return;
    for (const [space, line] of lines) {
      const unread = frame.all ? 0 : frame.unread?.[space];
      if (unread !== undefined) line.seen(unread);
    }
  });
}
