// Keeps the place in a list that grows at both ends and whose pictures arrive late. Whoever is at the end stays there;
// for everybody else the message one reads does not move.
export const NEAR = 100;

export const isNearEnd = ({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - scrollTop - clientHeight <= NEAR;

export class Place {
  #held = null;
  isAtEnd = true;

  // scroller: what scrolls; rows(): the elements one may be reading, from the top; hasMore(): whether the list goes on
  // beyond its end (then its end is not the end).
  constructor(scroller, rows, { hasMore = () => false } = {}) {
    Object.assign(this, { scroller, rows, hasMore });
  }

  // To be called whenever it was scrolled.
  remember() {
    // Out of sight nothing has a place: what was, holds.
    if (this.scroller.clientHeight === 0) return;
    this.isAtEnd = isNearEnd(this.scroller) && !this.hasMore();
    const top = this.scroller.getBoundingClientRect().top;
    const row = firstBelow(this.rows(), top);
    this.#held = row ? { row, from: row.getBoundingClientRect().top - top } : null;
  }

  // To be called whenever something has another height than before.
  restore() {
    if (this.isAtEnd) {
      this.toEnd();
      return;
    }
    if (!this.#held?.row.isConnected) return;
    const top = this.scroller.getBoundingClientRect().top;
    const moved = this.#held.row.getBoundingClientRect().top - top - this.#held.from;
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved;
  }

  // A change that moves nothing one reads.
  still(change) {
    this.remember();
    const result = change();
    this.restore();
    return result;
  }

  toEnd() {
    this.isAtEnd = !this.hasMore();
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // Brings a row into sight, so far down the window (0 at its top, 1 at its end), and stays with it.
  show(row, share = 0.3) {
    const view = this.scroller.getBoundingClientRect();
    this.scroller.scrollTop += row.getBoundingClientRect().top - view.top - view.height * share;
    this.remember();
    if (!isNearEnd(this.scroller)) this.#held = { row, from: row.getBoundingClientRect().top - view.top };
  }
}

// The first row that ends below the top of the window: rows stand in order, so half of them can be left out each time.
function firstBelow(rows, top) {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rows[middle].getBoundingClientRect().bottom > top) to = middle;
    else from = middle + 1;
  }
  return rows[from] ?? null;
}
