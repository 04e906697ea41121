// A timer that can wait: its rest is kept while it is paused.
export class Countdown {
  #run;
  #rest;
  #clock;
  #since = 0;
  #timer = null;

  constructor(milliseconds, run, clock = globalThis) {
    this.#rest = milliseconds;
    this.#run = run;
    this.#clock = clock;
  }

  start() {
    if (this.#timer !== null || this.#rest <= 0) return;
    this.#since = this.#clock.performance.now();
    this.#timer = this.#clock.setTimeout(() => this.#run(), this.#rest);
  }

  pause() {
    if (this.#timer === null) return;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#rest = Math.max(1, this.#rest - (this.#clock.performance.now() - this.#since));
  }
}
