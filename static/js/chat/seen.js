// Who of a small room has read up to a message: the page brings the marks, the streams say how they go on.
export class Seen {
  #marks = new Map();

  constructor(marks = []) {
    for (const { person, name, upto } of marks) this.#marks.set(person, { name, upto });
  }

  // True when that changes something. Who is not among the marks keeps it back, or is not ours to know of.
  heard({ person, upto }) {
    const mark = this.#marks.get(person);
    if (!mark || upto <= mark.upto) return false;
    mark.upto = upto;
    return true;
  }

  // The names of those who have read this number, in the order of the page.
  by(seq) {
    return [...this.#marks.values()].filter(({ upto }) => upto >= seq).map(({ name }) => name);
  }

  get people() {
    return this.#marks.size;
  }
}

// words: the sentences, by how many names they say.
export function seenLine(names, { people, say }) {
  if (names.length === 0) return "";
  if (people === 1) return say.seen;
  if (names.length === people) return say.everybody;
  if (names.length <= 2) return say.by(names);
  return say.more(names.slice(0, 2), names.length - 2);
}
