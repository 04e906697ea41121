// The line between the document in this tab and the one on the server. Writing goes on whatever the line does: what is
// not known to be stored stays with Unsent, with a copy in Keeping, and the two documents compare what they have
// whenever they meet again.
//
//   const line = new PageLine({ doc, awareness, keeping, open: () => new WebSocket(…) });
//   line.addEventListener("change", …)     state, mayWrite, isSynced, isSaved or savedAt
//   line.addEventListener("recovered", …)  what was kept here from earlier was not on the server; now it is under way
import * as Y from "yjs";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import { Line } from "../../../static/js/live/line.js";
import { Unsent } from "./unsent.js";
import { answer, hasMore, question, read, update, whereabouts } from "./wire.js";

export const FORBIDDEN = 4403;
export const GONE = 4404;
export const TOO_MUCH = 1009;
// What was sent could not be read there; sent again, it could not either.
export const UNREADABLE = 4422;
const ASKED_ANEW = 4100;
const RESTART = 1012;
const HELD_BACK = 4428;
const CROWDED = 1013;
const RUDE = 1008;
const ENDS = [FORBIDDEN, GONE, TOO_MUCH, UNREADABLE];
const PAUSES = { [ASKED_ANEW]: 400, [RESTART]: 5000, [CROWDED]: 10_000, [RUDE]: 30_000, [HELD_BACK]: 30_000 };
// Between two pieces: nobody reads quicker, and the server counts them.
const BREATH = 40;
// An idle line is asked for what may have been missed this often; who gets no answer that long gets a new line.
const IDLE = 20_000;
const PATIENCE = 10_000;
const SILENCE = 120_000;
// Where a change comes from that is not typed here.
export const FROM_OTHERS = "others";
export const FROM_KEEPING = "kept";

export class PageLine extends EventTarget {
  mayWrite = null;
  isSynced = false;
  savedAt = null;
  // Why there is no coming back: "signed-out", or a closing code.
  ended = null;
  #unsent = new Unsent();
  #line;
  #idle = null;
  #patience = null;
  #breath = null;
  #hasBreath = true;
  #foundAt = null;
  #hasAnswered = false;

  constructor({ doc, awareness, keeping, open, ...rest }) {
    super();
    Object.assign(this, { doc, awareness, keeping, clock: rest.clock ?? globalThis, now: rest.now ?? (() => Date.now()) });
    const on = {
      live: () => this.#met(),
      heard: (message) => this.#hear(message),
      state: () => this.#changed(),
      signedOut: () => this.#end("signed-out"),
      ended: (code) => this.#end(code),
    };
    const options = { read, write: (bytes) => bytes, ends: ENDS, pauses: PAUSES, silence: SILENCE, ...rest };
    this.#line = new Line(open, on, options);
    doc.on("update", this.#written);
    awareness.on("update", this.#moved);
  }

  // "connecting", "live", "lost" or "ended"
  get state() {
    return this.ended ? "ended" : this.#line.state;
  }

  get isSaved() {
    return this.#unsent.isEmpty;
  }

  // `found`: what Keeping had from an earlier time.
  begin(found = null) {
    if (found) {
      this.#foundAt = found.at;
      Y.transact(this.doc, () => found.updates.forEach((bytes) => Y.applyUpdate(this.doc, bytes, FROM_KEEPING)), FROM_KEEPING);
    }
    this.#line.connect();
  }

  hurry() {
    this.#line.hurry();
  }

  // Something suggests that the line may be dead: find out now.
  doubt() {
    if (this.#line.state === "live") this.#ask();
    else this.#line.hurry();
  }

  rest() {
    this.#line.rest();
  }

  #met() {
    this.#ask();
    // Said anew with a higher number: what bears the first one, 0, is passed over by the others' browsers.
    this.awareness.setLocalState(this.awareness.getLocalState());
  }

  #hear({ kind, bytes, vector, count, write }) {
    this.#calm();
    try {
      if (kind === "question") this.#answer(vector);
      else if (kind === "answer") this.#caughtUp(bytes);
      else if (kind === "update") Y.applyUpdate(this.doc, bytes, FROM_OTHERS);
      else if (kind === "whereabouts") applyAwarenessUpdate(this.awareness, bytes, FROM_OTHERS);
      else if (kind === "stored") this.#stored(count);
      else if (kind === "may") this.#may(write);
    } catch (error) {
      // One piece that cannot be read is no reason to stop: the next comparison brings what it held.
      console.error("page:", error);
    }
  }

  #may(write) {
    if (this.mayWrite === write) return;
    this.mayWrite = write;
    this.#changed();
  }

  #answer(vector) {
    const isNews = hasMore(this.doc, vector);
    if (this.mayWrite === false) {
      if (isNews) this.#strand();
      return;
    }
    if (this.#foundAt && isNews) this.dispatchEvent(new CustomEvent("recovered", { detail: { at: this.#foundAt } }));
    this.#foundAt = null;
    this.#hasAnswered = true;
    this.#unsent.all();
    this.#say(answer(this.doc, vector));
    this.#changed();
  }

  // What cannot be sent any more is still not stored.
  #strand() {
    this.#unsent.all();
    this.#changed();
  }

  #caughtUp(bytes) {
    Y.applyUpdate(this.doc, bytes, FROM_OTHERS);
    if (this.isSynced) return;
    this.isSynced = true;
    this.#changed();
  }

  #stored(count) {
    this.#unsent.stored(count);
    if (!this.#unsent.isUnderWay) this.#beCalm();
    this.#send();
    if (this.isSaved) {
      this.savedAt = this.now();
      this.keeping.forgetFound();
    }
    this.#changed();
  }

  #written = (bytes, origin) => {
    if (origin === FROM_OTHERS || origin === FROM_KEEPING) return;
    this.#unsent.add(bytes);
    this.#send();
    this.#changed();
  };

  #send() {
    if (!this.#hasAnswered || !this.#hasBreath || this.mayWrite === false) return;
    const bytes = this.#unsent.next();
    if (!bytes) return;
    this.#hasBreath = false;
    this.#breath = this.clock.setTimeout(() => {
      this.#hasBreath = true;
      this.#send();
    }, BREATH);
    this.#say(update(bytes));
  }

  #ask() {
    this.#say(question(this.doc));
  }

  // Says something that will be answered.
  #say(bytes) {
    this.#patience ??= this.clock.setTimeout(() => {
      this.#patience = null;
      this.#line.again();
    }, PATIENCE);
    this.#line.say(bytes);
  }

  // Something was heard. It is an answer to every question, but not to what is under way.
  #calm() {
    if (!this.#unsent.isUnderWay) this.#beCalm();
    this.clock.clearTimeout(this.#idle);
    this.#idle = this.clock.setTimeout(() => this.#line.state === "live" && this.#ask(), IDLE);
  }

  #beCalm() {
    this.clock.clearTimeout(this.#patience);
    this.#patience = null;
  }

  #moved = ({ added, updated, removed }, origin) => {
    if (origin === FROM_OTHERS || ![...added, ...updated, ...removed].includes(this.doc.clientID)) return;
    this.#line.say(whereabouts(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
  };

  #end(reason) {
    this.ended = reason;
    this.#changed();
  }

  #changed() {
    if (this.#line.state !== "live") this.#lost();
    this.dispatchEvent(new Event("change"));
  }

  // Where the others are is not known without a line.
  #lost() {
    this.isSynced = this.#hasAnswered = false;
    this.#hasBreath = true;
    this.#beCalm();
    for (const timer of [this.#idle, this.#breath]) this.clock.clearTimeout(timer);
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    if (others.length) removeAwarenessStates(this.awareness, others, FROM_OTHERS);
    // Else what they say after the next meeting would pass for old.
    for (const client of others) this.awareness.meta.delete(client);
  }
}
