// What counts as read: half of it in sight for a second, in a window that one looks at. No page in here: it is tested
// without one.
const ENOUGH = 1000;

// Half of the thing or, where that is higher than the window, half of the window.
export function isInSight(box, view) {
  const shown = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
  const height = box.bottom - box.top;
  return height > 0 && shown * 2 >= Math.min(height, view.bottom - view.top);
}

export class Dwell {
  #since = new Map();
  #looked = new Set();

  // `inSight` are the numbers that are in sight at this moment; answers which of all have been read now. What was made
  // unread by hand (`isKept`) is read once it has been looked at and then left behind.
  look(moment, inSight, isKept = () => false) {
    const read = [];
    for (const id of inSight) {
      if (!this.#since.has(id)) this.#since.set(id, moment);
      if (moment - this.#since.get(id) < ENOUGH) continue;
      if (isKept(id)) this.#looked.add(id);
      else read.push(id);
    }
    for (const id of [...this.#since.keys()]) if (!inSight.has(id)) this.#since.delete(id);
    for (const id of [...this.#looked]) if (!inSight.has(id) && this.#looked.delete(id)) read.push(id);
    return read;
  }

  // One looks elsewhere: what was in sight begins anew, and nothing has been left behind by that.
  rest() {
    this.#since.clear();
  }

  forget(id) {
    this.#since.delete(id);
    this.#looked.delete(id);
  }
}
