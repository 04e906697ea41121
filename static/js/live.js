// The live layer of a page: one socket a tab, opened when something is first followed (docs/realtime.md).
//
//   const leave = live.follow("room_5", 41, (frame) => ...);     frames after number 41, each once and in order
//   live.watch(["user_7"], ({user_7}) => ...);                   who is here
//   live.typed("room_5"); live.listen("room_5", (id) => ...);    who is typing
//
// The document hears of it as "portico:connection" {state: "open" | "lost"} and "portico:signed-out"; `live` itself
// sends "state", and "frame" for each frame of whatever is followed. Guests have no socket: for them nothing here does
// anything.
import { Line } from "./live/line.js";
import { Typing, Watchers } from "./live/people.js";
import { Streams } from "./live/streams.js";

class Live extends EventTarget {
  #person = document.documentElement.dataset.person;
  #begun = false;

  constructor() {
    super();
    const say = (message) => this.#line.say(message);
    this.#streams = new Streams(say);
    this.#watchers = new Watchers(say);
    this.#typing = new Typing(say);
    this.#line = new Line(() => new WebSocket(address()), {
      live: () => this.#resume(),
      heard: (message) =>
        this.#pass(message) ||
        this.#typing.hear(message) || this.#watchers.hear(message) || this.#streams.hear(message) || complain(message),
      state: (state) => this.#tell(state),
      signedOut: () => document.dispatchEvent(new CustomEvent("portico:signed-out")),
    });
  }

  #streams;
  #watchers;
  #typing;
  #line;

  // For what stands on any page, whoever follows the stream it is told on: "frame", which may come twice.
  #pass(message) {
    if (message.event) this.dispatchEvent(new CustomEvent("frame", { detail: message }));
    return false;
  }

  get state() {
    return this.#line.state;
  }

  follow(stream, since, handler) {
    return this.#begin() ? this.#streams.follow(stream, since, handler) : () => {};
  }

  watch(keys, handler) {
    return this.#begin() ? this.#watchers.watch(keys, handler) : () => {};
  }

  typed(stream, place = null) {
    this.#typing.typed(stream, place);
  }

  stoppedTyping(stream) {
    this.#typing.stopped(stream);
  }

  listen(stream, handler, place = null) {
    return this.#typing.listen(stream, handler, place);
  }

  #begin() {
    if (!this.#person) return false;
    if (!this.#begun) {
      this.#begun = true;
      this.#line.connect();
      document.addEventListener("visibilitychange", () => this.#looked());
      addEventListener("online", () => this.#line.hurry());
      addEventListener("pageshow", ({ persisted }) => persisted && this.#line.hurry());
      addEventListener("pagehide", () => this.#line.rest());
    }
    return true;
  }

  #resume() {
    this.#line.say({ here: isSeen() });
    this.#streams.resume();
    this.#watchers.resume();
  }

  #looked() {
    if (isSeen()) this.#line.hurry();
    this.#line.say({ here: isSeen() });
  }

  #tell(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state } }));
    const detail = { state: state === "live" ? "open" : "lost" };
    document.dispatchEvent(new CustomEvent("portico:connection", { detail }));
  }
}

const isSeen = () => document.visibilityState === "visible";

function address() {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws/live/`;
}

// Only a bug of ours makes the server complain.
function complain(message) {
  if (message.error) console.warn("live:", message.error);
}

export const live = new Live();
