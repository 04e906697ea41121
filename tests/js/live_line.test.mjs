// How a tab keeps its line to the server. Run by tests/platform/test_live_client.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Line } from "../../static/js/live/line.js";
import { Typing, Watchers } from "../../static/js/live/people.js";

class Clock {
  time = 0;
  tasks = [];
  setTimeout = (task, delay) => {
    this.tasks.push({ task, at: this.time + delay });
    return this.tasks.at(-1);
  };
  clearTimeout = (entry) => {
    this.tasks = this.tasks.filter((one) => one !== entry);
  };
  pass(milliseconds) {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.tasks.filter((one) => one.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.time = next.at;
      this.clearTimeout(next);
      next.task();
    }
    this.time = end;
  }
}

function tab({ random = () => 1 } = {}) {
  const clock = new Clock();
  const sockets = [];
  const log = [];
  const open = () => {
    const socket = { readyState: 1, sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => (socket.gone = true) };
    sockets.push(socket);
    return socket;
  };
  const on = {
    live: () => log.push("resumed"),
    heard: (message) => log.push(message),
    state: (state) => log.push(state),
    signedOut: () => log.push("signed out"),
  };
  const line = new Line(open, on, { clock, now: () => clock.time, random });
  return {
    line,
    clock,
    log,
    sockets,
    last: () => sockets.at(-1),
    hears: (message) => sockets.at(-1).onmessage({ data: JSON.stringify(message) }),
    closes: (code) => sockets.at(-1).onclose({ code }),
  };
}

test("the line is live when the server has said something", () => {
  const { line, log, hears, last } = tab();
  line.connect();
  line.say({ here: true });
  assert.equal(line.state, "connecting");
  hears({ following: "user_7", seq: 1 });
  line.say({ here: true });

  assert.deepEqual(log, ["live", "resumed", { following: "user_7", seq: 1 }]);
  assert.deepEqual(last().sent, [{ here: true }]);
});

test("a lost line is opened again, first quickly, then patiently, never later than half a minute", () => {
  const { line, clock, sockets, closes } = tab();
  line.connect();
  const waits = [];
  for (let round = 0; round < 9; round++) {
    closes(1006);
    const began = clock.time;
    const before = sockets.length;
    while (sockets.length === before) clock.pass(50);
    waits.push(clock.time - began);
  }

  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("the wait is anything between nothing and its longest, so that tabs do not come in step", () => {
  const waits = [0, 0.5].map((share) => {
    const { line, clock, closes } = tab({ random: () => share });
    line.connect();
    for (let round = 0; round < 4; round++) closes(1006), line.connect();
    closes(1006);
    return clock.tasks.at(-1).at;
  });

  assert.deepEqual(waits, [0, 4000]);
});

test("a line that was live begins its patience anew", () => {
  const { line, clock, sockets, hears, closes } = tab();
  line.connect();
  for (let round = 0; round < 5; round++) closes(1006), clock.pass(30_000);
  hears({ following: "user_7", seq: 1 });
  closes(1006);
  const before = sockets.length;
  clock.pass(500);

  assert.equal(sockets.length, before + 1);
});

test("a restart and a rebuke are waited for longer", () => {
  for (const [code, wait] of [[1012, 5000], [1008, 30_000]]) {
    const { line, clock, sockets, hears, closes } = tab();
    line.connect();
    hears({ following: "user_7", seq: 1 });
    closes(code);
    clock.pass(wait - 1);
    assert.equal(sockets.length, 1);
    clock.pass(1);
    assert.equal(sockets.length, 2);
  }
});

test("who is signed out is told once and not tried again", () => {
  const { line, clock, log, sockets, closes } = tab();
  line.connect();
  closes(4401);
  clock.pass(120_000);
  line.hurry();

  assert.deepEqual(log, ["lost", "signed out"]);
  assert.equal(sockets.length, 1);
});

test("a session that got a new key tries once more before anybody is told", () => {
  const { line, clock, log, hears, closes } = tab();
  line.connect();
  hears({ following: "user_7", seq: 1 });
  closes(4401);
  clock.pass(500);
  hears({ following: "user_7", seq: 1 });

  assert.equal(line.state, "live");
  assert.ok(!log.includes("signed out"));
});

test("a deactivated person is out at once", () => {
  const { line, log, hears, closes } = tab();
  line.connect();
  hears({ following: "user_7", seq: 1 });
  closes(4003);

  assert.equal(log.at(-1), "signed out");
});

test("a line on which nothing is heard for long is dead", () => {
  const { line, clock, sockets, hears } = tab();
  line.connect();
  hears({ following: "user_7", seq: 1 });
  clock.pass(40_000);
  hears({ heads: {} });
  clock.pass(40_000);
  assert.equal(sockets.length, 1);
  clock.pass(25_000);

  assert.equal(sockets.length, 2);
  assert.ok(sockets[0].gone);
});

test("a tab that is looked at again does not wait", () => {
  const { line, clock, sockets, closes } = tab();
  line.connect();
  for (let round = 0; round < 7; round++) closes(1006), clock.pass(30_000);
  closes(1006);
  const before = sockets.length;
  line.hurry();

  assert.equal(sockets.length, before + 1);
  line.hurry();
  assert.equal(sockets.length, before + 1, "and not twice");
});

test("a page that is put away lets go of its line, and takes it up again", () => {
  const { line, clock, sockets, hears } = tab();
  line.connect();
  hears({ following: "user_7", seq: 1 });
  line.rest();
  clock.pass(120_000);
  assert.equal(sockets.length, 1);
  line.hurry();

  assert.equal(sockets.length, 2);
});

test("what an old socket still says is not heard", () => {
  const { line, log, sockets, hears } = tab();
  line.connect();
  const { onmessage, onclose } = sockets[0];
  hears({ following: "user_7", seq: 1 });
  line.rest();
  line.hurry();
  const before = log.length;
  onmessage({ data: "{}" });
  onclose({ code: 1000 });

  assert.equal(log.length, before);
});

// --- people ----------------------------------------------------------------------------------------------------------

function watchers() {
  const said = [];
  const tasks = [];
  const all = new Watchers((message) => said.push(message), (task) => tasks.push(task));
  const turn = () => {
    for (const task of tasks.splice(0)) task();
    return said.splice(0);
  };
  return { all, turn };
}

test("all parts of a page watch with one message, and each hears of its own people", () => {
  const { all, turn } = watchers();
  const [first, second] = [[], []];
  all.watch(["user_7", "user_8"], (news) => first.push(news));
  all.watch(["user_8", "user_9"], (news) => second.push(news));
  assert.deepEqual(turn(), [{ watch: ["user_7", "user_8", "user_9"] }]);

  all.hear({ presence: { user_7: true, user_9: false } });
  all.hear({ presence: { user_8: true } });

  assert.deepEqual(first, [{ user_7: true }, { user_8: true }]);
  assert.deepEqual(second, [{ user_9: false }, { user_8: true }]);
});

test("who watches later is told at once what is known", () => {
  const { all, turn } = watchers();
  all.watch(["user_7"], () => {});
  turn();
  all.hear({ presence: { user_7: true } });
  const news = [];
  all.watch(["user_7"], (people) => news.push(people));

  assert.deepEqual(news, [{ user_7: true }]);
});

test("who leaves is no longer asked about", () => {
  const { all, turn } = watchers();
  const leave = all.watch(["user_7"], () => {});
  turn();
  leave();

  assert.deepEqual(turn(), [{ watch: [] }]);
  all.resume();
  assert.deepEqual(turn(), []);
});

test("typing is said now and then, and again at once after sending", () => {
  const said = [];
  let time = 0;
  const typing = new Typing((message) => said.push(message.typing), () => time);
  for (; time < 4000; time += 100) typing.typed("room_5");
  assert.equal(said.length, 3);
  typing.stopped("room_5");
  typing.typed("room_5");

  assert.equal(said.length, 4);
});

test("who types is told to whoever listens to that stream", () => {
  const typing = new Typing(() => {});
  const heard = [];
  const leave = typing.listen("room_5", (id) => heard.push(id));
  assert.ok(typing.hear({ stream: "room_5", typing: 7 }));
  assert.ok(typing.hear({ stream: "room_6", typing: 8 }));
  leave();
  typing.hear({ stream: "room_5", typing: 9 });

  assert.deepEqual(heard, [7]);
  assert.equal(typing.hear({ stream: "room_5", seq: 1 }), false);
});

test("who types in a thread is told to who listens to that thread, and not to the room", () => {
  const typing = new Typing(() => {});
  const inRoom = [];
  const inThread = [];
  typing.listen("room_5", (id) => inRoom.push(id));
  typing.listen("room_5", (id) => inThread.push(id), 12);
  typing.hear({ stream: "room_5", typing: 7 });
  typing.hear({ stream: "room_5", typing: 8, in: 12 });
  typing.hear({ stream: "room_5", typing: 9, in: 13 });

  assert.deepEqual([inRoom, inThread], [[7], [8]]);
});

test("typing in a thread says in which", () => {
  const said = [];
  new Typing((message) => said.push(message)).typed("room_5", 12);

  assert.deepEqual(said, [{ typing: "room_5", in: 12 }]);
});
