// What one types is kept on this device, half a second behind the keys, until it is safely sent. Kept by person, so that
// the next one at this machine does not find it in the own composer; forgotten after thirty days.
const AGE = 30 * 24 * 3600 * 1000;

export class Drafts {
  #storage;
  #prefix;

  constructor(storage, person) {
    this.#storage = storage;
    this.#prefix = `portico:draft:${person}:`;
  }

  read(key) {
    try {
      return JSON.parse(this.#storage.getItem(this.#prefix + key) ?? "null");
    } catch {
      return null;
    }
  }

  // draft: {fields: {name: text}, clientId}. What is empty is not worth keeping.
  write(key, draft, now = Date.now()) {
    if (Object.values(draft.fields).every((text) => text.trim() === "")) {
      this.clear(key);
      return;
    }
    try {
      this.#storage.setItem(this.#prefix + key, JSON.stringify({ ...draft, at: now }));
    } catch {
      // A full or forbidden store: the text is still on the page, and nothing else depends on this copy.
    }
  }

  clear(key) {
    this.#storage.removeItem(this.#prefix + key);
  }

  forgetOld(now = Date.now()) {
    for (const name of keysOf(this.#storage)) {
      if (!name.startsWith(this.#prefix)) continue;
      const draft = this.read(name.slice(this.#prefix.length));
      if (!draft || now - draft.at > AGE) this.#storage.removeItem(name);
    }
  }
}

const keysOf = (storage) => Array.from({ length: storage.length }, (_unused, index) => storage.key(index)).filter(Boolean);
