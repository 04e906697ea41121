// What was written here and is not known to be stored. One piece is under way at a time: the next answer is about it and
// nothing else, and what is typed meanwhile goes together. (State vectors would not do: they do not count deletions.)
import * as Y from "yjs";

export class Unsent {
  #waiting = [];
  #underWay = false;

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
    const pieces = this.#waiting.splice(0);
    return pieces.length === 1 ? pieces[0] : Y.mergeUpdates(pieces);
  }

  // The whole difference goes to the server: it contains whatever waited.
  all() {
    this.#waiting.length = 0;
    this.#underWay = true;
  }

  stored() {
    this.#underWay = false;
  }
}
