// What this tab follows, and how far it got. Frames come in whatever way the network likes; each handler gets every
// frame of its stream once and in order, or is told to load afresh. Knows nothing of sockets or pages.
export class Streams {
  #streams = new Map();
  #say;
  #later;
  #waiting = new Set();

  // `say(message)` speaks to the server when there is a line; `later(task)` gathers what is asked in one turn.
  constructor(say, later = (task) => queueMicrotask(task)) {
    this.#say = say;
    this.#later = later;
  }

  // `since` is the number the page was rendered at, null for "from now on". The handler gets frames, and
  // {resync, seq} or {refused} when the stream cannot go on from there. Gives the way to leave again.
  follow(name, since, handler) {
    const stream = this.#streams.get(name) ?? this.#add(name);
    const follower = { handler, last: since ?? null };
    stream.followers.add(follower);
    if (stream.head === null || (since !== null && since < stream.head)) this.#ask(name);
    else follower.last ??= stream.head;
    return () => this.#leave(name, follower);
  }

  // A new line to the server: everything is asked for again, from where each stream got to.
  resume() {
    this.#waiting.clear();
    for (const [name, stream] of this.#streams) {
      stream.asked = false;
      this.#ask(name);
    }
  }

  // True when the message was one of ours.
  hear(message) {
    if (message.following !== undefined) this.#begin(message.following, message.seq);
    else if (message.refused !== undefined) this.#end(message.refused, message);
    else if (message.resync !== undefined) this.#skip(message.resync, message);
    else if (message.heads !== undefined) this.#compare(message.heads);
    else if (message.stream !== undefined && message.seq !== undefined) this.#take(message);
    else return false;
    return true;
  }

  #add(name) {
    // `head`: how far the server is known to be; `asked`: an answer is under way; `from`: where it was asked from.
    const stream = { followers: new Set(), head: null, asked: false, from: null };
    this.#streams.set(name, stream);
    return stream;
  }

  #leave(name, follower) {
    const stream = this.#streams.get(name);
    if (!stream?.followers.delete(follower) || stream.followers.size) return;
    this.#streams.delete(name);
    this.#waiting.delete(name);
    this.#say({ unfollow: name });
  }

  #ask(name) {
    const stream = this.#streams.get(name);
    if (stream.asked) return;
    stream.asked = true;
    if (this.#waiting.size === 0) this.#later(() => this.#askAll());
    this.#waiting.add(name);
  }

  // A hundred streams in one message: a page that follows many must not look like a flood.
  #askAll() {
    const names = [...this.#waiting].filter((name) => this.#streams.has(name));
    this.#waiting.clear();
    for (let start = 0; start < names.length; start += 100) {
      const some = names.slice(start, start + 100);
      const wanted = some.map((name) => [name, (this.#streams.get(name).from = this.#furthestBehind(name))]);
      this.#say({ follow: Object.fromEntries(wanted) });
    }
  }

  #furthestBehind(name) {
    const known = [...this.#streams.get(name).followers].map((one) => one.last).filter((last) => last !== null);
    return known.length ? Math.min(...known) : null;
  }

  #begin(name, head) {
    const stream = this.#streams.get(name);
    if (!stream) return;
    stream.asked = false;
    stream.head = head;
    for (const follower of stream.followers) follower.last ??= head;
    // Someone joined while the answer was under way, and knows less than it brings.
    if (this.#furthestBehind(name) < (stream.from ?? head)) this.#ask(name);
  }

  #end(name, message) {
    const stream = this.#streams.get(name);
    if (!stream) return;
    this.#streams.delete(name);
    this.#tell(stream, message);
  }

  #skip(name, message) {
    const stream = this.#streams.get(name);
    if (!stream) return;
    stream.head = message.seq;
    stream.asked = false;
    for (const follower of stream.followers) follower.last = message.seq;
    this.#tell(stream, message);
  }

  #compare(heads) {
    for (const [name, stream] of this.#streams) {
      const head = heads[name];
      if (stream.asked || stream.head === null) continue;
      if (head === undefined || head > this.#furthestBehind(name)) this.#ask(name);
    }
  }

  #take(frame) {
    const stream = this.#streams.get(frame.stream);
    if (!stream) return;
    stream.head = Math.max(stream.head ?? 0, frame.seq);
    let gap = false;
    for (const follower of [...stream.followers]) {
      if (follower.last === null || frame.seq <= follower.last) continue;
      if (frame.seq > follower.last + 1) {
        gap = true;
        continue;
      }
      follower.last = frame.seq;
      call(follower.handler, frame);
    }
    if (gap) this.#ask(frame.stream);
  }

  #tell(stream, message) {
    for (const follower of [...stream.followers]) call(follower.handler, message);
  }
}

// One part of a page that fails must not make the others deaf.
function call(handler, message) {
  try {
    handler(message);
  } catch (error) {
    globalThis.reportError ? globalThis.reportError(error) : console.error(error);
  }
}
