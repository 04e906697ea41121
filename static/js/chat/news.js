// What is said to those who do not see new messages come: one by its words, several by their number.
const WAIT = 1000;
const LONGEST = 120;

export class News {
  #heard = [];
  #timer = null;

  // say(sentence); words: {one({name, text}), many(count)}.
  constructor(say, words, { clock = globalThis } = {}) {
    Object.assign(this, { say, words, clock });
  }

  heard(name, text) {
    this.#heard.push({ name, text: short(text) });
    this.#timer ??= this.clock.setTimeout(() => this.#tell(), WAIT);
  }

  #tell() {
    const heard = this.#heard.splice(0);
    this.#timer = null;
    this.say(heard.length === 1 ? this.words.one(heard[0]) : this.words.many(heard.length));
  }
}

function short(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}
