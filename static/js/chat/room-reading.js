// Tells the server how far one has read in a room, and keeps the line of what is new where it is until one leaves.
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import { ReadMark } from "./read-mark.js";

const AGAIN = 5000;

export class RoomReading {
  #leave = [];

  // marks and unmarks are the addresses; who only looks into an open room has neither.
  constructor(room, { read, marks, unmarks, kept }) {
    Object.assign(this, { room, marks, unmarks });
    this.mark = new ReadMark(Number(read) || 0, (seq, isAnew) => this.#tell(seq, isAnew), { isKept: kept !== undefined });
    for (const [target, name] of [[document, "visibilitychange"], [globalThis, "focus"], [globalThis, "blur"]]) {
      const look = () => this.look();
      target.addEventListener(name, look);
      this.#leave.push(() => target.removeEventListener(name, look));
    }
    const me = document.documentElement.dataset.person;
    if (me) this.#leave.push(live.follow(`user_${me}`, null, (frame) => this.#heard(frame)));
  }

  end() {
    this.marks = undefined;
    this.mark.look({ isLookedAt: false, newest: null });
    for (const leave of this.#leave.splice(0)) leave();
  }

  get isLookedAt() {
    const isShown = this.room.scroll?.isSeen ?? false;
    return isShown && document.visibilityState === "visible" && document.hasFocus() && !document.querySelector("dialog[open]");
  }

  look() {
    const { list, scroll } = this.room;
    if (!this.marks) return;
    this.mark.look({ isLookedAt: this.isLookedAt, newest: scroll?.isAtEnd ? list.last : null });
  }

  // What comes at the end is before the reader's eyes. To be asked once for all that comes together: it is measured.
  get isFollowed() {
    return this.room.scroll.isAtEnd && this.isLookedAt;
  }

  // A message of somebody else has come, and nobody looks: the line of what is new stands above it.
  came(row) {
    const { list } = this.room;
    if (!this.marks) return;
    // The line that stands marks what has not been read yet; one above what was read moves down here.
    if (list.newFrom === null || list.newFrom <= this.mark.read) list.newSince(Number(row.dataset.seq));
  }

  everything() {
    const newest = this.room.list.last;
    if (this.marks && newest !== null) this.mark.upTo(newest);
  }

  async unreadFrom(seq) {
    this.mark.holdAt(seq);
    this.room.list.newSince(seq);
    this.room.settle();
    try {
      await this.#post(this.unmarks, seq);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  }

  #heard(frame) {
    const { number, thread } = this.room;
    const isOurs = thread ? frame.event === "chat.thread.read" && frame.thread === thread : frame.event === "chat.read" && frame.room === number;
    if (!isOurs) return;
    this.mark.heard(frame.upto, { isKept: frame.kept === true });
    if (!frame.kept) return;
    this.room.list.newSince(frame.upto + 1);
    this.room.settle();
  }

  async #tell(seq, isAnew) {
    const before = seq - 1;
    try {
      await this.#post(this.marks, seq, isAnew ? { anew: "1" } : {});
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (!refused.worthRetrying && refused.status !== 429) return;
      setTimeout(() => {
        this.mark.failed(Math.min(before, this.mark.read));
        this.look();
      }, AGAIN);
    }
  }

  #post(url, seq, more = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ seq, ...more })) body.append(name, value);
    return send(url, { body, accept: "application/json", keepalive: true });
  }
}
