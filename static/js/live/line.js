// The line to the server: one socket, opened again for as long as the tab lives, patiently.
const QUICK = 500;
const SLOWEST = 30_000;
// The live layer says something every 20 seconds; a line that is silent for longer than this is dead.
const SILENCE = 50_000;

export const SIGNED_OUT = 4401;
const DEACTIVATED = 4003;
const POLICY = 1008;
const RESTART = 1012;
// Signed in, and something is wanted of the person first; they may be giving it in another tab.
const HELD_BACK = 4428;

// A server that restarts must not find all its browsers at the door at once; one that found us rude wants a rest.
const PAUSES = { [RESTART]: 5000, [POLICY]: SLOWEST, [HELD_BACK]: SLOWEST };

export class Line {
  state = "connecting";
  #socket = null;
  #tries = 0;
  #retry = null;
  #watch = null;
  #heardAt = 0;
  #wasLive = false;
  #stopped = false;

  // `open` makes a socket; `on` has live(), heard(message), state(state) and signedOut(). Who says something else than JSON
  // names how it is read and written; `ends` are closing codes after which there is nothing to come back to, told as
  // on.ended(code); `pauses` are milliseconds by code. Clock, now and random are for tests.
  constructor(open, on, options = {}) {
    const { clock = globalThis, now = () => Date.now(), random = Math.random } = options;
    const { read = JSON.parse, write = JSON.stringify, ends = [], pauses = PAUSES, silence = SILENCE } = options;
    Object.assign(this, { open, on, clock, now, random, read, write, ends, pauses, silence });
  }

  connect() {
    if (this.#stopped || this.#socket) return;
    this.clock.clearTimeout(this.#retry);
    this.#retry = null;
    this.#wasLive = false;
    this.#heardAt = this.now();
    const socket = this.open();
    this.#socket = socket;
    socket.onmessage = (event) => this.#hear(socket, event.data);
    socket.onclose = (event) => this.#closed(socket, event.code);
    this.#keepWatch();
  }

  // The network is back, the tab is looked at again: do not wait for the timer.
  hurry() {
    if (this.#socket && this.now() - this.#heardAt > this.silence) this.#drop();
    if (this.#stopped || this.#socket) return;
    this.#tries = 0;
    this.connect();
  }

  // The page is put away (and perhaps taken out again: then `hurry`).
  rest() {
    this.#drop();
    this.clock.clearTimeout(this.#retry);
  }

  // Whoever waits for an answer in vain knows before the line does that it is dead.
  again() {
    this.#drop();
    this.#comeBack();
  }

  say(message) {
    if (this.state === "live" && this.#socket?.readyState === 1) this.#socket.send(this.write(message));
  }

  #hear(socket, text) {
    if (socket !== this.#socket) return;
    this.#heardAt = this.now();
    if (!this.#wasLive) {
      this.#wasLive = true;
      this.#tries = 0;
      this.#become("live");
      this.on.live();
    }
    this.on.heard(this.read(text));
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.clock.clearTimeout(this.#watch);
    // A session that got a new key (a changed password) ends the socket too; the next handshake tells which it was.
    if (code === DEACTIVATED || (code === SIGNED_OUT && !this.#wasLive)) return this.#end(() => this.on.signedOut());
    if (this.ends.includes(code)) return this.#end(() => this.on.ended(code));
    this.#become("lost");
    this.#comeBack(code);
  }

  #comeBack(code) {
    const slowest = this.pauses[code] ?? Math.min(SLOWEST, QUICK * 2 ** this.#tries);
    this.#tries += 1;
    this.#retry = this.clock.setTimeout(() => this.connect(), this.random() * slowest);
  }

  #end(tell) {
    this.#stopped = true;
    this.#become("lost");
    tell();
  }

  #keepWatch() {
    this.clock.clearTimeout(this.#watch);
    this.#watch = this.clock.setTimeout(() => {
      if (this.now() - this.#heardAt < this.silence) return this.#keepWatch();
      this.#drop();
      this.connect();
    }, this.silence / 4);
  }

  #drop() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    this.clock.clearTimeout(this.#watch);
    socket.onmessage = socket.onclose = null;
    socket.close();
    this.#become("lost");
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.on.state(state);
  }
}
