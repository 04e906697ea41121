// Which of the threads one follows have something new: the page brings the first ones, the own stream says what changes.
export class ThreadCounts {
  #unread;

  constructor(numbers = []) {
    this.#unread = new Set(numbers);
  }

  get count() {
    return this.#unread.size;
  }

  has(thread) {
    return this.#unread.has(thread);
  }

  // A frame of one's own stream. True when that changes something.
  heard(frame) {
    const before = this.count;
    if (frame.event === "chat.thread") this.#unread.add(frame.thread);
    else if (frame.event === "chat.thread.read" && frame.all) this.#unread.clear();
    else if (frame.event === "chat.thread.read" && frame.unread > 0) this.#unread.add(frame.thread);
    else if (frame.event === "chat.thread.read" || (frame.event === "chat.thread.followed" && !frame.following)) this.#unread.delete(frame.thread);
    return this.count !== before;
  }
}

export function numbersIn(text) {
  return (text ?? "").split(" ").filter(Boolean).map(Number);
}
