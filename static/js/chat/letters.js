// What was written in the rooms and not yet confirmed by the server, kept on this device for one person. Each letter has
// an entry of its own: two tabs that write at the same moment do not overwrite each other's.
//
//   letter: {clientId, key, url, fields: [[name, value], …], text, at, refusal}      refusal: why it will not be taken
export class Letters {
  #storage;
  #prefix;

  constructor(storage, person, key) {
    this.#storage = storage;
    this.#prefix = `portico:letter:${person}:${key}:`;
  }

  // The rooms and threads for which something waits.
  static keys(storage, person) {
    const prefix = `portico:letter:${person}:`;
    const names = Array.from({ length: storage.length }, (_unused, index) => storage.key(index) ?? "");
    return [...new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length, name.lastIndexOf(":"))))];
  }

  // False where the store is full or forbidden: then only this page has it.
  write(letter) {
    try {
      this.#storage.setItem(this.#prefix + letter.clientId, JSON.stringify(letter));
      return true;
    } catch {
      return false;
    }
  }

  has(clientId) {
    return this.#storage.getItem(this.#prefix + clientId) !== null;
  }

  remove(clientId) {
    this.#storage.removeItem(this.#prefix + clientId);
  }

  // In the order in which they were written.
  all() {
    const found = [];
    for (let index = 0; index < this.#storage.length; index += 1) {
      const name = this.#storage.key(index);
      if (name?.startsWith(this.#prefix)) found.push(read(this.#storage.getItem(name)));
    }
    return found.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  // The client id of a letter that another tab has let go of, from what the browser tells of it; "" for anything else.
  goneIn({ key, newValue }) {
    return key?.startsWith(this.#prefix) && newValue === null ? key.slice(this.#prefix.length) : "";
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
