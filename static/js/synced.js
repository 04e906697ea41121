// What somebody writes, on its way to the server: some seconds behind the keys, one request at a time, patient when the
// server does not answer. No page in here: it is tested without one.
const PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

export class Synced {
  #save;
  #pause;
  #later;
  #timer = null;
  #wanted = null;
  #said = null;
  #isGoing = false;
  #failures = 0;
  #epoch = 0;

  // save(writing) -> Promise of {version, earlier}; told(answer) hears each answer. version: what the server had when the
  // page was made, and said, the text of that.
  constructor(save, { version = 0, said = null, told = () => {}, pause = PAUSE, later = (task, wait) => setTimeout(task, wait) } = {}) {
    this.#save = save;
    this.version = version;
    this.#said = said;
    this.told = told;
    this.#pause = pause;
    this.#later = later;
  }

  // writing: {fields, files, …}. What the server has already is not sent again.
  changed(writing) {
    this.#wanted = keyOf(writing) === this.#said ? null : writing;
    if (this.#wanted) this.#soon();
  }

  // True while something is written that the server has not said it has.
  get isBehind() {
    return this.#wanted !== null || this.#isGoing;
  }

  get isFailing() {
    return this.isBehind && this.#failures > 0;
  }

  get writing() {
    return this.#wanted;
  }

  // It has been sent, or is not wanted any more: an answer that is still on its way counts no longer.
  done() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#epoch += 1;
    this.#wanted = this.#said = null;
    const had = this.version;
    this.version = 0;
    return had > 0;
  }

  hurry() {
    if (!this.#wanted || this.#isGoing) return;
    clearTimeout(this.#timer);
    this.#go();
  }

  #soon() {
    if (this.#timer !== null || this.#isGoing) return;
    const pause = Math.min(this.#pause * 2 ** this.#failures, LONGEST_PAUSE);
    this.#timer = this.#later(() => this.#go(), pause);
  }

  async #go() {
    this.#timer = null;
    const writing = this.#wanted;
    const epoch = this.#epoch;
    if (!writing) return;
    this.#isGoing = true;
    try {
      const answer = await this.#save({ ...writing, version: this.version });
      if (epoch !== this.#epoch) return;
      this.#failures = 0;
      this.version = answer.version;
      this.#said = keyOf(writing);
      if (this.#wanted && keyOf(this.#wanted) === this.#said) this.#wanted = null;
      this.told(answer, writing);
    } catch {
      // It stays on this device, and is tried again.
      this.#failures += 1;
    } finally {
      this.#isGoing = false;
      if (this.#wanted) this.#soon();
    }
  }
}

export const keyOf = ({ fields, files = [] }) => JSON.stringify([Object.entries(fields).sort(), files]);

// Of what this device has and what the server had: which is put back, and which is offered beside it.
//   local {fields, at (ms), version, synced}; kept {fields, at (ISO), version, device}, null when the server has none,
//   undefined when nobody asked it.
export function choose(local, kept, device) {
  if (!kept) {
    // Sent or thrown away on another device: what was safely there and is not any more is done with.
    const isDone = kept === null && local?.synced && local.version > 0;
    return { use: isDone ? null : local, other: null, isDone: Boolean(isDone) };
  }
  if (!local || same(local.fields, kept.fields)) return { use: kept, other: null, isDone: false };
  if (kept.device === device || (local.version ?? 0) >= kept.version) return { use: local, other: null, isDone: false };
  if (local.synced) return { use: kept, other: null, isDone: false };
  const isLocalNewer = local.at > Date.parse(kept.at);
  return isLocalNewer ? { use: local, other: kept, isDone: false } : { use: kept, other: local, isDone: false };
}

// Empty fields say nothing.
function same(one, other) {
  const words = (fields) => JSON.stringify(Object.entries(fields).filter(([, text]) => text !== "").sort());
  return words(one) === words(other);
}
