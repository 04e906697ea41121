// How far somebody has read in a room. What stands on the screen counts as read after a second, while the tab is looked
// at and the newest message is in sight; what was marked unread by hand stays so until one goes away.
const SECOND = 1000;

export class ReadMark {
  #timer = null;
  #seen = 0;
  #told;
  #isKept;
  isHeld = false;

  // read: the number up to which it was read; tell(seq, isAnew): to the server; isKept: when one comes, the mark stands
  // where it was put by hand. Only who knows of that moves it on: others may still be about to say what they saw before.
  constructor(read, tell, { clock = globalThis, isKept = false } = {}) {
    Object.assign(this, { read, tell, clock });
    this.#told = read;
    this.#isKept = isKept;
  }

  // isLookedAt: visible and focused; newest: the number of the newest message, if it is in sight (else null).
  look({ isLookedAt, newest }) {
    const isNew = newest !== null && newest > this.read;
    if (!isLookedAt || !isNew || this.isHeld) return this.#rest();
    this.#seen = newest;
    this.#timer ??= this.clock.setTimeout(() => {
      this.#timer = null;
      this.upTo(this.#seen);
    }, SECOND);
  }

  // Now: by Escape, or because one has answered.
  upTo(seq) {
    this.#rest();
    this.isHeld = false;
    this.read = Math.max(this.read, seq);
    if (this.read <= this.#told) return;
    this.#told = this.read;
    const isAnew = this.#isKept;
    this.#isKept = false;
    this.tell(this.read, isAnew);
  }

  // Marked unread from there on.
  holdAt(seq) {
    this.#rest();
    this.isHeld = this.#isKept = true;
    this.read = this.#told = seq - 1;
  }

  // The server says how far, whichever tab it was. What it says late of what was read before is no news.
  heard(seq, { isKept = false } = {}) {
    if (isKept) this.holdAt(seq + 1);
    else if (seq > this.read) this.read = this.#told = seq;
  }

  // The server could not be told: the next look tries again.
  failed(before) {
    this.#told = this.read = before;
  }

  #rest() {
    this.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
