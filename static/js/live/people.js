// Whom this tab wants to see come and go, and who is typing where.
const MOST = 200;
const TYPING_EVERY = 1500;

export class Watchers {
  #watchers = new Set();
  #here = new Map();
  #asking = false;
  #asked = false;

  constructor(say, later = (task) => queueMicrotask(task)) {
    Object.assign(this, { say, later });
  }

  // `keys` are like "user_7". The handler gets {user_7: true} for whoever may be seen, now and at each change.
  watch(keys, handler) {
    const watcher = { keys: new Set(keys), handler };
    this.#watchers.add(watcher);
    this.#tell(watcher, this.#here);
    this.resume();
    return () => {
      this.#watchers.delete(watcher);
      this.resume();
    };
  }

  resume() {
    if (this.#asking) return;
    this.#asking = true;
    this.later(() => {
      this.#asking = false;
      const wanted = new Set([...this.#watchers].flatMap((watcher) => [...watcher.keys]));
      for (const key of [...this.#here.keys()]) if (!wanted.has(key)) this.#here.delete(key);
      if (wanted.size || this.#asked) this.say({ watch: [...wanted].slice(0, MOST) });
      this.#asked = wanted.size > 0;
    });
  }

  hear(message) {
    if (message.presence === undefined) return false;
    const news = new Map(Object.entries(message.presence));
    for (const [key, here] of news) this.#here.set(key, here);
    for (const watcher of [...this.#watchers]) this.#tell(watcher, news);
    return true;
  }

  #tell(watcher, news) {
    const theirs = [...news].filter(([key]) => watcher.keys.has(key));
    if (theirs.length) watcher.handler(Object.fromEntries(theirs));
  }
}

export class Typing {
  #saidAt = new Map();
  #handlers = new Map();

  constructor(say, now = () => Date.now()) {
    Object.assign(this, { say, now });
  }

  // To be called at every key; the server hears of it now and then. place: the entry under which one writes, where a
  // stream carries several discussions.
  typed(stream, place = null) {
    if (this.now() - (this.#saidAt.get(stream) ?? -Infinity) < TYPING_EVERY) return;
    this.#saidAt.set(stream, this.now());
    this.say(place ? { typing: stream, in: place } : { typing: stream });
  }

  // Sent: the next key is said at once.
  stopped(stream) {
    this.#saidAt.delete(stream);
  }

  // The handler gets the id of whoever is typing in the stream, in that place of it, again and again for as long as
  // they do.
  listen(stream, handler, place = null) {
    const handlers = this.#handlers.get(stream) ?? new Set();
    const listener = { handler, place };
    this.#handlers.set(stream, handlers.add(listener));
    return () => handlers.delete(listener);
  }

  hear(message) {
    if (message.typing === undefined) return false;
    for (const { handler, place } of this.#handlers.get(message.stream) ?? []) {
      if (place === (message.in ?? null)) handler(message.typing);
    }
    return true;
  }
}
