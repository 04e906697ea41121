// What was written here and is not known to be stored. One piece is under way at a time, and what is typed meanwhile goes
// together. The server answers with how many pieces of this socket are stored: state vectors do not count deletions.
import * as Y from "yjs";

export class Unsent {
  #waiting = [];
  #underWay = false;
  #sent = 0;

  get isEmpty() {
    return !this.#underWay && this.#waiting.length === 0;
  }

  get isUnderWay() {
    return this.#underWay;
  }

  add(bytes) {
    this.#waiting.push(bytes);
  }

  // What is to be sent now, if anything.
  next() {
    if (this.#underWay || this.#waiting.length === 0) return null;
    this.#underWay = true;
    this.#sent += 1;
    const pieces = this.#waiting.splice(0);
    return pieces.length === 1 ? pieces[0] : Y.mergeUpdates(pieces);
  }

  // On a new socket, the whole difference goes first: it contains whatever waited.
  all() {
    this.#waiting.length = 0;
    this.#underWay = true;
    this.#sent = 1;
  }

  stored(count) {
    if (count >= this.#sent) this.#underWay = false;
  }
}
