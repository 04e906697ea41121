// What a tab does with the frames it gets, whatever is lost, doubled or late. Run by tests/platform/test_live_client.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Streams } from "../../static/js/live/streams.js";

// Chance that can be repeated.
function chance(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return seed / 2 ** 32;
  };
}

function talk() {
  const said = [];
  const tasks = [];
  const streams = new Streams((message) => said.push(message), (task) => tasks.push(task));
  const turn = () => {
    for (const task of tasks.splice(0)) task();
    return said.splice(0);
  };
  return { streams, turn };
}

function ear() {
  const heard = [];
  const handler = (message) => heard.push(message.resync ? `resync ${message.seq}` : message.refused ? "refused" : message.seq);
  return { heard, handler };
}

const frame = (seq, stream = "room_5") => ({ stream, seq, event: "said" });

test("everything asked for in one turn is asked in one message", () => {
  const { streams, turn } = talk();
  streams.follow("org", null, () => {});
  streams.follow("room_5", 41, () => {});

  assert.deepEqual(turn(), [{ follow: { org: null, room_5: 41 } }]);
});

test("a page that follows many streams asks a hundred at a time", () => {
  const { streams, turn } = talk();
  for (let number = 0; number < 250; number++) streams.follow(`entry_${number}`, 0, () => {});

  assert.deepEqual(turn().map((message) => Object.keys(message.follow).length), [100, 100, 50]);
});

test("what was missed comes, then what is new, each once", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  streams.follow("room_5", 3, handler);
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  for (const seq of [4, 5, 5, 4, 6]) streams.hear(frame(seq));

  assert.deepEqual(heard, [4, 5, 6]);
});

test("a handler without a number hears what is new from now on", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  streams.follow("room_5", null, handler);
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  for (const seq of [5, 6]) streams.hear(frame(seq));

  assert.deepEqual(heard, [6]);
});

test("a gap asks again from where it began, once, and delivers nothing out of turn", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  streams.follow("room_5", 5, handler);
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  streams.hear(frame(7));
  streams.hear(frame(8));

  assert.deepEqual(turn(), [{ follow: { room_5: 5 } }]);
  assert.deepEqual(heard, []);
  streams.hear({ following: "room_5", seq: 8 });
  for (const seq of [6, 7, 8]) streams.hear(frame(seq));
  assert.deepEqual(heard, [6, 7, 8]);
});

test("a head beyond the last frame asks for the rest, a head that is reached does not", () => {
  const { streams, turn } = talk();
  streams.follow("room_5", 5, () => {});
  turn();
  streams.hear({ following: "room_5", seq: 5 });

  streams.hear({ heads: { room_5: 5, user_7: 3 } });
  assert.deepEqual(turn(), []);
  streams.hear({ heads: { room_5: 6, user_7: 3 } });
  assert.deepEqual(turn(), [{ follow: { room_5: 5 } }]);
});

test("a stream the server no longer knows of is asked for again", () => {
  const { streams, turn } = talk();
  streams.follow("room_5", 5, () => {});
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  streams.hear({ heads: { user_7: 3 } });

  assert.deepEqual(turn(), [{ follow: { room_5: 5 } }]);
});

test("after a lost line every stream goes on from where it was", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  streams.follow("room_5", 5, handler);
  streams.follow("org", null, () => {});
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  streams.hear({ following: "org", seq: 9 });
  streams.hear(frame(6));

  streams.resume();

  assert.deepEqual(turn(), [{ follow: { room_5: 6, org: 9 } }]);
  assert.deepEqual(heard, [6]);
});

test("two parts of a page follow one stream from different places", () => {
  const { streams, turn } = talk();
  const first = ear();
  const second = ear();
  streams.follow("room_5", 5, first.handler);
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  streams.hear(frame(6));

  streams.follow("room_5", 4, second.handler);
  assert.deepEqual(turn(), [{ follow: { room_5: 4 } }]);
  streams.hear({ following: "room_5", seq: 6 });
  for (const seq of [5, 6, 7]) streams.hear(frame(seq));

  assert.deepEqual(first.heard, [6, 7]);
  assert.deepEqual(second.heard, [5, 6, 7]);
});

test("one who joins while the answer is under way and knows less is not forgotten", () => {
  const { streams, turn } = talk();
  const late = ear();
  streams.follow("room_5", 5, () => {});
  turn();
  streams.follow("room_5", 2, late.handler);
  assert.deepEqual(turn(), []);

  streams.hear({ following: "room_5", seq: 5 });

  assert.deepEqual(turn(), [{ follow: { room_5: 2 } }]);
});

test("a second follower of a stream that is up to date costs nothing", () => {
  const { streams, turn } = talk();
  streams.follow("room_5", 5, () => {});
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  const { heard, handler } = ear();
  streams.follow("room_5", null, handler);
  streams.hear(frame(6));

  assert.deepEqual(turn(), []);
  assert.deepEqual(heard, [6]);
});

test("only the last who leaves lets the stream go", () => {
  const { streams, turn } = talk();
  const leaveFirst = streams.follow("room_5", 5, () => {});
  const leaveSecond = streams.follow("room_5", 5, () => {});
  turn();
  leaveFirst();
  leaveFirst();
  assert.deepEqual(turn(), []);
  leaveSecond();
  assert.deepEqual(turn(), [{ unfollow: "room_5" }]);
  streams.resume();
  assert.deepEqual(turn(), []);
});

test("load afresh is passed on, and what is new follows it", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  streams.follow("room_5", 5, handler);
  turn();
  streams.hear({ following: "room_5", seq: 900 });
  streams.hear({ resync: "room_5", seq: 900 });
  streams.hear(frame(901));

  assert.deepEqual(heard, ["resync 900", 901]);
  streams.resume();
  assert.deepEqual(turn(), [{ follow: { room_5: 901 } }]);
});

test("what is refused is said and not asked for again", () => {
  const { streams, turn } = talk();
  const { heard, handler } = ear();
  const leave = streams.follow("room_5", 5, handler);
  turn();
  streams.hear({ refused: "room_5" });
  streams.resume();
  leave();

  assert.deepEqual(heard, ["refused"]);
  assert.deepEqual(turn(), []);
});

test("a part of the page that fails does not make the others deaf", () => {
  const { streams, turn } = talk();
  const failures = [];
  globalThis.reportError = (error) => failures.push(error.message);
  const { heard, handler } = ear();
  streams.follow("room_5", 5, () => {
    throw new Error("no such element");
  });
  streams.follow("room_5", 5, handler);
  turn();
  streams.hear({ following: "room_5", seq: 5 });
  streams.hear(frame(6));

  assert.deepEqual(heard, [6]);
  assert.deepEqual(failures, ["no such element"]);
});

test("what is not about streams is left to others", () => {
  const { streams } = talk();
  assert.equal(streams.hear({ presence: {} }), false);
  assert.equal(streams.hear({ stream: "room_5", typing: 7 }), false);
  assert.equal(streams.hear({ error: "no" }), false);
  assert.equal(streams.hear(frame(1)), true);
});

test("every handler converges on a bad line", () => {
  for (let seed = 1; seed <= 200; seed++) converge(seed);
});

function converge(seed) {
  const random = chance(seed);
  const { streams, turn } = talk();
  const followers = [];
  let head = 0;
  const connected = new Set();
  let onTheWay = [];
  // The server as docs/realtime.md describes it.
  const answer = (message) => {
    for (const [name, since] of Object.entries(message.follow ?? {})) {
      connected.add(name);
      onTheWay.push({ following: name, seq: head });
      for (let seq = (since ?? head) + 1; seq <= head; seq++) onTheWay.push(frame(seq, name));
    }
  };
  const listen = (losses) => {
    for (const message of turn()) if (losses === 0 || random() > losses) answer(message);
    const arriving = onTheWay;
    onTheWay = [];
    if (losses) arriving.sort(() => random() - 0.5);
    for (const message of arriving) {
      if (random() < losses) continue;
      streams.hear(message);
      if (random() < losses / 4) streams.hear(message);
    }
  };
  for (let step = 0; step < 60; step++) {
    if (random() < 0.1) {
      const { heard, handler } = ear();
      const since = Math.max(0, head - Math.floor(random() * 10));
      streams.follow("room_5", since, handler);
      followers.push({ heard, since });
    }
    head += 1;
    if (connected.has("room_5")) onTheWay.push(frame(head));
    listen(0.2);
    if (random() < 0.05) {
      onTheWay = [];
      connected.clear();
      streams.resume();
    }
  }
  streams.resume();
  for (let round = 0; round < 5; round++) {
    listen(0);
    streams.hear({ heads: { room_5: head } });
  }
  for (const { heard, since } of followers) {
    const all = Array.from({ length: head - since }, (_unused, index) => since + 1 + index);
    assert.deepEqual(heard, all, `seed ${seed}`);
  }
}
