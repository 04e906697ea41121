// Sends the letters of one room one after the other, in the order in which they were written, until each is confirmed.
// What the network or a tired server keeps back is tried again, ever more patiently; what the server refuses stays with
// its sentence, and the others go on. A letter that is sent twice is one message: the server knows it by its client id.
const SLOWEST = 30_000;
const QUICK = 1000;
const TOO_QUICK = 429;

export class SendQueue {
  #waiting = [];
  #refused = new Map();
  #confirmed = new Set();
  #timer = null;
  #tries = 0;
  #isRunning = false;
  #isUnderWay = null;

  // post(letter): its answer, or throws Refused. letters: a Letters. told(letter, state, news): "sending", "sent" with the
  // answer, "waiting" or "failed" with the refusal, "gone" when another tab has dealt with it. alone(task) keeps other tabs
  // of this person from sending meanwhile.
  constructor({ post, letters, told, alone = (task) => task(), clock = globalThis, random = Math.random }) {
    Object.assign(this, { post, letters, told, alone, clock, random });
  }

  get isEmpty() {
    return this.#waiting.length === 0 && this.#refused.size === 0;
  }

  get isWaiting() {
    return this.#waiting.length > 0;
  }

  add(letter) {
    this.#keep(letter);
    this.#waiting.push(letter);
    this.told(letter, "sending");
    if (this.#timer === null) this.#run();
    else this.told(letter, "waiting");
  }

  // What was left by an earlier page. What had been refused waits for a decision.
  revive() {
    for (const letter of this.letters.all()) {
      if (this.#find(letter.clientId)) continue;
      letter.isKept = true;
      if (letter.refusal) this.#refused.set(letter.clientId, letter);
      else this.#waiting.push(letter);
      this.told(letter, letter.refusal ? "failed" : "sending", letter.refusal ? { message: letter.refusal, kind: "refused" } : undefined);
    }
    this.#run();
  }

  // The line is back: nobody need wait for the clock.
  hurry() {
    this.#tries = 0;
    this.#run();
  }

  // The person wants it tried again.
  again(clientId) {
    const letter = this.#refused.get(clientId);
    if (letter) {
      this.#refused.delete(clientId);
      delete letter.refusal;
      this.#keep(letter);
      this.#waiting.push(letter);
      this.told(letter, "sending");
    }
    this.hurry();
  }

  // Taken back by the person; gives it, to be written anew.
  discard(clientId) {
    const letter = this.#find(clientId);
    this.#drop(clientId);
    return letter;
  }

  // Its message has come over the live line, perhaps before the answer.
  confirm(clientId) {
    if (!this.#find(clientId)) return;
    this.#confirmed.add(clientId);
    if (this.#isUnderWay !== clientId) this.#drop(clientId);
    else this.letters.remove(clientId);
  }

  // Another tab has sent it or thrown it away.
  forget(clientId) {
    const letter = this.#find(clientId);
    if (!letter || this.#isUnderWay === clientId) return;
    this.#drop(clientId);
    this.told(letter, "gone");
  }

  #find(clientId) {
    return this.#waiting.find((letter) => letter.clientId === clientId) ?? this.#refused.get(clientId);
  }

  #keep(letter) {
    letter.isKept = this.letters.write({ ...letter, isKept: undefined });
  }

  #drop(clientId) {
    this.letters.remove(clientId);
    this.#refused.delete(clientId);
    this.#waiting = this.#waiting.filter((letter) => letter.clientId !== clientId);
  }

  async #run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.clock.clearTimeout(this.#timer);
    this.#timer = null;
    let refused = null;
    while (this.#waiting.length > 0 && !refused) {
      const letter = this.#waiting[0];
      refused = await this.alone(() => this.#deliver(letter));
    }
    this.#isRunning = false;
    if (refused) this.#wait(refused);
  }

  // Null when the next one may go; otherwise why all have to wait.
  async #deliver(letter) {
    if (!this.#waiting.includes(letter)) return null;
    if (letter.isKept && !this.letters.has(letter.clientId)) {
      this.forget(letter.clientId);
      return null;
    }
    this.told(letter, "sending");
    this.#isUnderWay = letter.clientId;
    try {
      const answer = await this.post(letter);
      this.#drop(letter.clientId);
      this.#tries = 0;
      this.told(letter, "sent", answer);
      return null;
    } catch (refused) {
      return this.#refusedTo(letter, refused);
    } finally {
      this.#isUnderWay = null;
    }
  }

  #refusedTo(letter, refused) {
    if (this.#confirmed.has(letter.clientId) || !this.#waiting.includes(letter)) {
      this.#drop(letter.clientId);
      return null;
    }
    if (refused.worthRetrying || refused.kind === "signed-out" || refused.status === TOO_QUICK) return refused;
    letter.refusal = refused.message;
    this.#drop(letter.clientId);
    this.#refused.set(letter.clientId, letter);
    this.#keep(letter);
    this.told(letter, "failed", refused);
    return null;
  }

  #wait(refused) {
    for (const letter of this.#waiting) this.told(letter, "waiting", refused);
    // Signed out: trying again by itself would not help.
    if (refused.kind === "signed-out") return;
    const slowest = Math.min(SLOWEST, QUICK * 2 ** this.#tries);
    this.#tries += 1;
    this.#timer = this.clock.setTimeout(() => this.#run(), slowest / 2 + (this.random() * slowest) / 2);
  }
}
