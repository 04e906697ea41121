// What becomes of a message between the key and the server's word for it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Letters } from "../../static/js/chat/letters.js";
import { SendQueue } from "../../static/js/chat/send-queue.js";

class Storage {
  #kept = new Map();
  isFull = false;
  get length() {
    return this.#kept.size;
  }
  key = (index) => [...this.#kept.keys()][index] ?? null;
  getItem = (name) => this.#kept.get(name) ?? null;
  removeItem = (name) => void this.#kept.delete(name);
  setItem(name, text) {
    if (this.isFull) throw new Error("full");
    this.#kept.set(name, text);
  }
}

class Clock {
  task = null;
  delays = [];
  setTimeout = (task, delay) => {
    this.delays.push(delay);
    return (this.task = task);
  };
  clearTimeout = () => (this.task = null);
  async ring() {
    const task = this.task;
    this.task = null;
    task();
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const refused = (kind, { status = 0, message = kind } = {}) =>
  Object.assign(new Error(message), { kind, status, worthRetrying: kind === "offline" || kind === "broken" });
const letter = (clientId, at = 0) => ({ clientId, at, key: "room:5", url: "/", fields: [["body", clientId]], text: clientId });

// A tab: what it was told of each letter, and what has reached the server.
function tab({ storage = new Storage(), server = async () => ({}), alone } = {}) {
  const clock = new Clock();
  const states = {};
  const log = [];
  const reached = [];
  const wire = { server };
  const queue = new SendQueue({
    post: async (one) => {
      reached.push(one.clientId);
      return wire.server(one);
    },
    letters: new Letters(storage, 7, "room:5"),
    told: (one, state, news) => {
      states[one.clientId] = state;
      log.push([one.clientId, state, news]);
    },
    alone,
    clock,
    random: () => 1,
  });
  return { queue, clock, states, log, reached, storage, wire };
}

test("what is written quickly is sent one after the other, in order", async () => {
  const free = [];
  const { queue, states, reached } = tab({ server: () => new Promise((resolve) => free.push(resolve)) });
  for (const name of ["a", "b", "c"]) queue.add(letter(name));
  await settled();
  assert.deepEqual(reached, ["a"]);
  for (let count = 0; count < 3; count += 1) {
    free.shift()({});
    await settled();
  }
  assert.deepEqual(reached, ["a", "b", "c"]);
  assert.deepEqual(states, { a: "sent", b: "sent", c: "sent" });
});

test("without a line everything waits, is tried ever more rarely, and goes in order when it is back", async () => {
  const { queue, clock, states, reached, wire } = tab({ server: async () => Promise.reject(refused("offline")) });
  queue.add(letter("a"));
  queue.add(letter("b"));
  await settled();
  assert.deepEqual(states, { a: "waiting", b: "waiting" });
  for (let tries = 0; tries < 7; tries += 1) await clock.ring();
  assert.deepEqual(clock.delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  assert.ok(!reached.includes("b"));
  reached.length = 0;
  wire.server = async () => ({ seq: 3 });
  queue.hurry();
  await settled();
  await settled();
  assert.deepEqual(reached, ["a", "b"]);
  assert.deepEqual(states, { a: "sent", b: "sent" });
  assert.ok(queue.isEmpty);
});

test("a busy server and one that finds us too quick are tried again, a refusal is not", async () => {
  for (const [kind, status, state] of [["broken", 503, "waiting"], ["refused", 429, "waiting"], ["invalid", 422, "failed"], ["refused", 403, "failed"]]) {
    const { queue, states } = tab({ server: async () => Promise.reject(refused(kind, { status })) });
    queue.add(letter("a"));
    await settled();
    assert.equal(states.a, state, `${status}`);
  }
});

test("what is refused keeps its sentence and its text, also over a reload, and does not hold up the next", async () => {
  const storage = new Storage();
  const server = async (one) => (one.clientId === "a" ? Promise.reject(refused("invalid", { message: "Too long." })) : {});
  const first = tab({ storage, server });
  first.queue.add(letter("a"));
  first.queue.add(letter("b"));
  await settled();
  await settled();
  assert.deepEqual(first.states, { a: "failed", b: "sent" });
  const second = tab({ storage });
  second.queue.revive();
  await settled();
  assert.deepEqual(second.log, [["a", "failed", { message: "Too long.", kind: "refused" }]]);
  second.queue.again("a");
  await settled();
  assert.equal(second.states.a, "sent");
  assert.equal(storage.length, 0);
});

test("who is signed out is not knocked for, until there is a reason to", async () => {
  const { queue, clock, states, wire } = tab({ server: async () => Promise.reject(refused("signed-out")) });
  queue.add(letter("a"));
  await settled();
  assert.equal(states.a, "waiting");
  assert.equal(clock.task, null);
  wire.server = async () => ({});
  queue.hurry();
  await settled();
  assert.equal(states.a, "sent");
});

test("what was not sent is there after a reload, in the order of writing, and only for its writer and room", async () => {
  const storage = new Storage();
  const first = tab({ storage, server: async () => Promise.reject(refused("offline")) });
  first.queue.add(letter("z", 1));
  first.queue.add(letter("a", 2));
  await settled();
  const second = tab({ storage });
  second.queue.revive();
  await settled();
  await settled();
  assert.deepEqual(second.reached, ["z", "a"]);
  assert.equal(new Letters(storage, 8, "room:5").all().length, 0);
  first.queue.hurry();
  assert.equal(new Letters(storage, 7, "room:51").all().length, 0);
});

test("two tabs of one person send a waiting letter once", async () => {
  const storage = new Storage();
  let last = Promise.resolve();
  const alone = (task) => (last = last.then(task));
  const sent = [];
  const server = async (one) => void sent.push(one.clientId);
  new Letters(storage, 7, "room:5").write(letter("a", 1));
  const [one, other] = [tab({ storage, server, alone }), tab({ storage, server, alone })];
  one.queue.revive();
  other.queue.revive();
  await settled();
  await settled();
  assert.deepEqual(sent, ["a"]);
  assert.deepEqual([one.states.a, other.states.a].sort(), ["gone", "sent"]);
});

test("the live line may be quicker than the answer, and the answer may never come", async () => {
  let fail;
  const { queue, states, reached, clock, storage } = tab({ server: () => new Promise((_resolve, reject) => (fail = reject)) });
  queue.add(letter("a"));
  await settled();
  queue.confirm("a");
  fail(refused("offline"));
  await settled();
  assert.deepEqual(reached, ["a"]);
  assert.equal(states.a, "sending");
  assert.equal(clock.task, null);
  assert.equal(storage.length, 0);
  assert.ok(queue.isEmpty);
});

test("what is thrown away is not sent, and a full store keeps nobody from writing", async () => {
  const { queue, states, reached, storage, wire } = tab({ server: async () => Promise.reject(refused("offline")) });
  storage.isFull = true;
  queue.add(letter("a"));
  queue.add(letter("b"));
  await settled();
  assert.equal(queue.discard("a").text, "a");
  reached.length = 0;
  wire.server = async () => ({});
  queue.hurry();
  await settled();
  assert.deepEqual(reached, ["b"]);
  assert.equal(states.b, "sent");
});

test("a tab hears which letter another has let go of", () => {
  const letters = new Letters(new Storage(), 7, "room:5");
  assert.equal(letters.goneIn({ key: "portico:letter:7:room:5:abc", newValue: null }), "abc");
  assert.equal(letters.goneIn({ key: "portico:letter:7:room:5:abc", newValue: "{}" }), "");
  assert.equal(letters.goneIn({ key: "portico:letter:8:room:5:abc", newValue: null }), "");
  assert.equal(letters.goneIn({ key: null, newValue: null }), "");
});

test("one knows for which rooms something waits", () => {
  const storage = new Storage();
  for (const key of ["room:5", "thread:12", "room:5"]) new Letters(storage, 7, key).write(letter(`id-${storage.length}`));
  new Letters(storage, 8, "room:9").write(letter("theirs"));
  storage.setItem("portico:draft:7:room:4", "{}");
  assert.deepEqual(Letters.keys(storage, 7), ["room:5", "thread:12"]);
});
