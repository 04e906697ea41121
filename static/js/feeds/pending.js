// Which posts have come that the reader has not asked to see yet. No page in here: it is tested without one.
export class Pending {
  #ids = new Set();

  // True when this frame makes the list longer or shorter. `belongs` says whether a new post is for this list.
  take(frame, isShown, belongs = () => true) {
    const before = this.#ids.size;
    if (frame.event.endsWith(".published") && frame.in_feed && !isShown(frame.entry) && belongs(frame)) this.#ids.add(frame.entry);
    if (/\.(deleted|hidden|moved)$/.test(frame.event)) this.#ids.delete(frame.entry);
    return this.#ids.size !== before;
  }

  // A post that has come by another way: it was written here.
  shown(id) {
    return this.#ids.delete(id);
  }

  clear() {
    this.#ids.clear();
  }

  get count() {
    return this.#ids.size;
  }
}
