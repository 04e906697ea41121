// What an open list of questions has heard of and not fetched yet, and where in it a question belongs.

const AT_ONCE = 20;

export class Heard {
  #entries = new Set();
  #events = new Set();
  #isAll = false;

  // entry: a number, or null where nobody knows what was missed.
  add(entry, event) {
    if (entry === null || entry === undefined) this.#isAll = true;
    else this.#entries.add(entry);
    if (event) this.#events.add(event);
    if (this.#entries.size > AT_ONCE) this.#isAll = true;
  }

  // entries: null where all of it has to be read again. Nothing is left afterwards.
  take() {
    const taken = { entries: this.#isAll ? null : [...this.#entries], events: this.#events };
    this.#entries = new Set();
    this.#events = new Set();
    this.#isAll = false;
    return taken;
  }
}

const votesOf = (item) => Number(item.querySelector("[data-n]")?.textContent ?? 0);

// The most wanted first, and of two the one that was asked first: before which of these it stands, or null for last.
export function placeFor(item, items) {
  const [votes, entry] = [votesOf(item), Number(item.dataset.entry)];
  const isAfter = (other) => votesOf(other) < votes || (votesOf(other) === votes && Number(other.dataset.entry) > entry);
  return items.find(isAfter) ?? null;
}
