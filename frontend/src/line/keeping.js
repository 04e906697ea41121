// A copy of the page on this device, for when the line is gone or the browser ends: the text as it was when one began,
// and every change since, one's own and those of others (ours stand on theirs). It is thrown away when everything in it
// is known to be stored and the page is left. Kept by person and page, so that the next one at this machine does not
// find it; forgotten after thirty days.
//
// Two tabs of one page each write their own rows. What one tab finds at its start it deletes once it is stored, row by
// row: what another tab has written since stays.
import * as Y from "yjs";

const DATABASE = "portico-pages";
const ROWS = "rows";
const BATCH = 100;
const MOST_ROWS = 400;
const AGE = 30 * 24 * 3600 * 1000;

export class Keeping {
  #place;
  #database = null;
  #doc = null;
  #found = [];
  #mine = [];
  #pending = [];
  #writing = 0;
  #timer = null;
  #broken = false;

  // `changed` is called when `works` or `isUpToDate` may have changed.
  constructor(person, page, changed = () => {}) {
    this.#place = `${person}:${page}`;
    this.changed = changed;
  }

  // Whether this device keeps anything at all.
  get works() {
    return !this.#broken;
  }

  get isUpToDate() {
    return this.works && this.#pending.length === 0 && this.#writing === 0;
  }

  // What was left here earlier: {updates, at} (the time of the newest), or null.
  async open() {
    try {
      this.#database = await opened();
      const rows = await this.#read();
      const old = rows.filter(({ at }) => Date.now() - at > AGE);
      const found = rows.filter(({ at, place }) => place === this.#place && Date.now() - at <= AGE);
      this.#found = found.map(({ key }) => key);
      if (old.length) await this.#change((rows_) => old.forEach(({ key }) => rows_.delete(key)));
      return found.length ? { updates: found.map(({ update }) => update), at: Math.max(...found.map(({ at }) => at)) } : null;
    } catch {
      this.#fail();
      return null;
    }
  }

  // From now on everything that changes in the document is kept.
  begin(doc) {
    if (this.#doc || this.#broken) return;
    this.#doc = doc;
    this.#pending.push(Y.encodeStateAsUpdate(doc));
    doc.on("update", this.#note);
    this.flush();
  }

  // Now, not in a moment: the tab may be about to go.
  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#broken || !this.#database || this.#pending.length === 0) return;
    const pieces = this.#pending.splice(0);
    const row = { place: this.#place, at: Date.now(), update: pieces.length === 1 ? pieces[0] : Y.mergeUpdates(pieces) };
    this.#write(row, this.#mine.length >= MOST_ROWS);
  }

  // What was found at the start has been stored by the server.
  forgetFound() {
    const keys = this.#found.splice(0);
    if (keys.length) this.#change((rows) => keys.forEach((key) => rows.delete(key))).catch(() => this.#fail());
  }

  // Everything is stored, and the page is left.
  end() {
    clearTimeout(this.#timer);
    this.#doc?.off("update", this.#note);
    this.#doc = null;
    this.#pending.length = 0;
    const keys = [...this.#found.splice(0), ...this.#mine.splice(0)];
    if (keys.length) this.#change((rows) => keys.forEach((key) => rows.delete(key))).catch(() => this.#fail());
  }

  #note = (update) => {
    this.#pending.push(update);
    this.#timer ??= setTimeout(() => this.flush(), BATCH);
    this.changed();
  };

  async #write(row, anew) {
    const old = anew ? this.#mine.splice(0) : [];
    if (anew) row.update = Y.encodeStateAsUpdate(this.#doc);
    this.#writing += 1;
    try {
      let asked;
      await this.#change((rows) => {
        asked = rows.add(row);
        old.forEach((key) => rows.delete(key));
      });
      this.#mine.push(asked.result);
    } catch {
      this.#fail();
    }
    this.#writing -= 1;
    this.changed();
  }

  #fail() {
    this.#broken = true;
    this.#doc?.off("update", this.#note);
    this.changed();
  }

  #read() {
    return new Promise((resolve, reject) => {
      const rows = [];
      const asked = this.#database.transaction(ROWS).objectStore(ROWS).openCursor();
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        const cursor = asked.result;
        if (!cursor) return resolve(rows);
        const { place, at, update } = cursor.value;
        rows.push({ key: cursor.primaryKey, place, at, update: place === this.#place ? update : null });
        cursor.continue();
      };
    });
  }

  // Resolves when it is on the disk, or as good as: the transaction is complete.
  #change(what) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(ROWS, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      what(transaction.objectStore(ROWS));
    });
  }
}

// Storing is off in some private windows (then it throws or never answers), and full on some disks.
function opened() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), 5000);
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ROWS, { autoIncrement: true });
    asked.onerror = asked.onblocked = () => reject(asked.error);
    asked.onsuccess = () => resolve(asked.result);
  });
}
