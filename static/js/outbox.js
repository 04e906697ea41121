// What was sent and not yet confirmed. A reload, a dead session or a lost line leaves it here, to be tried again with the
// same client id, so that the server takes it once.
export class Outbox {
  #storage;
  #name;

  constructor(storage, person) {
    this.#storage = storage;
    this.#name = `portico:outbox:${person}`;
  }

  // letter: {clientId, key, url, fields: [[name, value], …], text}
  add(letter) {
    this.#write([...this.#read().filter((other) => other.clientId !== letter.clientId), letter]);
  }

  remove(clientId) {
    this.#write(this.#read().filter((letter) => letter.clientId !== clientId));
  }

  // What waits for the composer of this key.
  waiting(key) {
    return this.#read().filter((letter) => letter.key === key);
  }

  #read() {
    try {
      return JSON.parse(this.#storage.getItem(this.#name) ?? "[]");
    } catch {
      return [];
    }
  }

  #write(letters) {
    try {
      if (letters.length === 0) this.#storage.removeItem(this.#name);
      else this.#storage.setItem(this.#name, JSON.stringify(letters));
    } catch {
      // As for drafts: the page still has it.
    }
  }
}
