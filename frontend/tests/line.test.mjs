// The line of a page: what is written here arrives, whatever the line does. Against a server of ten lines.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { Awareness } from "y-protocols/awareness";
import { PageLine } from "../src/line/page-line.js";
import { Unsent } from "../src/line/unsent.js";
import { answer, hasMore, question, read, update } from "../src/line/wire.js";

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

const MAY_WRITE = Uint8Array.of(101, 2);
const MAY_READ = Uint8Array.of(101, 1);
const stored = (count) => Uint8Array.of(100, 0, count);

class Server {
  doc = new Y.Doc();
  sockets = new Set();
  may = MAY_WRITE;
  answers = true;
  heard = [];

  constructor(text = "") {
    this.doc.getText("content").insert(0, text);
  }

  get text() {
    return this.doc.getText("content").toString();
  }

  // Opened, it speaks first; what it hears it answers at once.
  open = () => {
    const socket = { readyState: 1, count: 0, send: (bytes) => this.hear(socket, bytes), close: () => this.sockets.delete(socket) };
    this.sockets.add(socket);
    return socket;
  };

  greet() {
    for (const socket of this.sockets) {
      if (socket.greeted) continue;
      socket.greeted = true;
      this.say(socket, this.may);
      this.say(socket, question(this.doc));
    }
  }

  say(socket, bytes) {
    socket.onmessage?.({ data: bytes });
  }

  hear(socket, frame) {
    const said = read(frame);
    this.heard.push(said.kind);
    if (!this.answers) return;
    if (said.kind === "question") this.say(socket, answer(this.doc, said.vector));
    if (said.kind !== "answer" && said.kind !== "update") return;
    Y.applyUpdate(this.doc, said.bytes);
    for (const other of this.sockets) if (other !== socket) this.say(other, update(said.bytes));
    this.say(socket, stored((socket.count += 1)));
  }

  cut(code = 1006) {
    for (const socket of [...this.sockets]) {
      this.sockets.delete(socket);
      socket.onclose({ code });
    }
  }
}

function tab(server, { found = null } = {}) {
  const clock = new Clock();
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  clearInterval(awareness._checkInterval);
  const keeping = { forgotten: 0, forgetFound: () => (keeping.forgotten += 1) };
  const line = new PageLine({ doc, awareness, keeping, open: server.open, clock, now: () => clock.time, random: () => 1 });
  const log = [];
  line.addEventListener("recovered", () => log.push("recovered"));
  line.begin(found);
  server.greet();
  const text = doc.getText("content");
  return { line, doc, text, clock, log, keeping, write: (words) => text.insert(text.length, words) };
}

test("two who write see each other's words, and each knows when its own are stored", () => {
  const server = new Server("Bread");
  const [ada, ben] = [tab(server), tab(server)];
  ada.write(" and salt");
  ben.clock.pass(50);
  ben.write(", and oil");
  assert.equal(ada.text.toString(), "Bread and salt, and oil");
  assert.equal(ben.text.toString(), "Bread and salt, and oil");
  assert.equal(server.text, "Bread and salt, and oil");
  for (const { line } of [ada, ben]) assert.deepEqual([line.state, line.isSaved, line.isSynced], ["live", true, true]);
});

test("what is written without a line joins what others wrote meanwhile", () => {
  const server = new Server("Bread");
  const [ada, ben] = [tab(server), tab(server)];
  server.cut();
  ada.write(" and salt");
  assert.deepEqual([ada.line.state, ada.line.isSaved], ["lost", false]);
  ben.clock.pass(1000);
  server.greet();
  ben.text.insert(0, "White ");
  assert.equal(server.text, "White Bread");
  ada.clock.pass(1000);
  server.greet();
  assert.equal(ada.text.toString(), "White Bread and salt");
  assert.equal(ben.text.toString(), "White Bread and salt");
  assert.deepEqual([ada.line.state, ada.line.isSaved], ["live", true]);
});

test("a deletion without a line arrives too, though no state vector shows it", () => {
  const server = new Server("Bread and salt");
  const ada = tab(server);
  server.cut();
  ada.text.delete(5, 9);
  assert.equal(ada.line.isSaved, false);
  ada.clock.pass(1000);
  server.greet();
  assert.equal(server.text, "Bread");
  assert.equal(ada.line.isSaved, true);
});

test("one piece is under way at a time, and what is typed meanwhile goes together", () => {
  const server = new Server("");
  const ada = tab(server);
  server.answers = false;
  server.heard.length = 0;
  for (const letter of "panettone") {
    ada.write(letter);
    ada.clock.pass(60);
  }
  assert.deepEqual(server.heard, ["update"]);
  assert.equal(ada.line.isSaved, false);
  server.answers = true;
  for (const socket of server.sockets) {
    server.say(socket, stored(1));
    assert.equal(ada.line.isSaved, false);
    server.say(socket, stored((socket.count = 2)));
  }
  ada.clock.pass(60);
  assert.deepEqual(server.heard, ["update", "update"]);
  assert.equal(ada.line.isSaved, true);
});

test("who gets no answer does not wait for ever: a new line, and everything again", () => {
  const server = new Server("Bread");
  const ada = tab(server);
  server.answers = false;
  ada.write(" and salt");
  assert.equal(server.text, "Bread");
  ada.clock.pass(10_000);
  assert.equal(ada.line.state, "lost");
  server.answers = true;
  ada.clock.pass(1000);
  server.greet();
  assert.equal(server.text, "Bread and salt");
  assert.equal(ada.line.isSaved, true);
});

test("an idle line is asked for what was missed", () => {
  const server = new Server("Bread");
  const ada = tab(server);
  Y.applyUpdate(server.doc, (() => {
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(server.doc));
    other.getText("content").insert(5, " and salt");
    return Y.encodeStateAsUpdate(other);
  })());
  assert.equal(ada.text.toString(), "Bread");
  ada.clock.pass(20_000);
  assert.equal(ada.text.toString(), "Bread and salt");
});

test("what this device kept from yesterday is sent, told, and forgotten when it is stored", () => {
  const server = new Server("Bread");
  const yesterday = new Y.Doc();
  Y.applyUpdate(yesterday, Y.encodeStateAsUpdate(server.doc));
  const before = Y.encodeStateAsUpdate(yesterday);
  yesterday.getText("content").insert(5, " and salt");
  const ada = tab(server, { found: { updates: [before, Y.encodeStateAsUpdate(yesterday)], at: 1 } });
  assert.equal(server.text, "Bread and salt");
  assert.deepEqual(ada.log, ["recovered"]);
  assert.equal(ada.keeping.forgotten, 1);
  // The same again is no news.
  const again = tab(server, { found: { updates: [Y.encodeStateAsUpdate(yesterday)], at: 1 } });
  assert.deepEqual(again.log, []);
  assert.equal(server.text, "Bread and salt");
});

test("without a line, what was kept can be read and written on", () => {
  const server = new Server("Bread");
  server.open = () => ({ readyState: 0, close() {} });
  const kept = new Y.Doc();
  kept.getText("content").insert(0, "Bread and salt");
  const ada = tab(server, { found: { updates: [Y.encodeStateAsUpdate(kept)], at: 1 } });
  assert.equal(ada.text.toString(), "Bread and salt");
  assert.equal(ada.line.isSynced, false);
});

for (const [code, reason] of [[4403, 4403], [4404, 4404], [1009, 1009], [4003, "signed-out"]]) {
  test(`after ${code} there is no coming back, and what was not stored is known to be so`, () => {
    const server = new Server("Bread");
    const ada = tab(server);
    server.answers = false;
    ada.write(" and salt");
    server.cut(code);
    ada.clock.pass(100_000);
    assert.deepEqual([ada.line.state, ada.line.ended, ada.line.isSaved], ["ended", reason, false]);
    assert.equal(server.sockets.size, 0);
    assert.equal(ada.text.toString(), "Bread and salt");
  });
}

test("who may only read, or may only read from now on, sends nothing", () => {
  const server = new Server("Bread");
  server.may = MAY_READ;
  const ada = tab(server);
  assert.equal(ada.line.mayWrite, false);
  assert.equal(ada.text.toString(), "Bread");
  assert.deepEqual(server.heard.filter((kind) => kind !== "question" && kind !== "whereabouts"), []);
  // What was written before is not stored, and said to be so.
  server.may = MAY_WRITE;
  const ben = tab(server);
  server.cut();
  ben.write(" and salt");
  server.may = MAY_READ;
  ben.clock.pass(1000);
  server.greet();
  assert.deepEqual([ben.line.mayWrite, ben.line.isSaved, ben.line.state], [false, false, "live"]);
  assert.equal(server.text, "Bread");
});

test("what this version does not understand is passed over", () => {
  const server = new Server("Bread");
  const ada = tab(server);
  for (const socket of server.sockets) {
    server.say(socket, Uint8Array.of(77, 1, 2));
    server.say(socket, update(Uint8Array.of(1, 2, 3, 4)));
  }
  ada.write(" and salt");
  assert.equal(server.text, "Bread and salt");
  assert.equal(ada.line.state, "live");
});

test("whereabouts of the others end with the line, and are believed again at once when it is back", () => {
  const server = new Server("");
  const [ada, ben] = [tab(server), tab(server)];
  const says = (bytes) => [...server.sockets].forEach((socket) => server.say(socket, bytes));
  const clients = () => [...ada.line.awareness.getStates().keys()].filter((client) => client !== ada.doc.clientID);
  let heard = null;
  const send = server.hear.bind(server);
  server.hear = (socket, frame) => (read(frame).kind === "whereabouts" ? (heard = frame) : send(socket, frame));
  ben.line.awareness.setLocalState({ cursor: 1 });
  says(heard);
  assert.deepEqual(clients(), [ben.doc.clientID]);
  const same = heard;
  server.cut();
  assert.deepEqual(clients(), []);
  ada.clock.pass(1000);
  server.greet();
  says(same);
  assert.deepEqual(clients(), [ben.doc.clientID]);
});

test("who only looks on is seen by the others too", () => {
  const server = new Server("");
  const [ada, ben] = [tab(server), tab(server)];
  let heard = null;
  const send = server.hear.bind(server);
  server.hear = (socket, frame) => (read(frame).kind === "whereabouts" ? (heard = frame) : send(socket, frame));
  server.cut();
  ben.clock.pass(1000);
  server.greet();
  for (const socket of server.sockets) server.say(socket, heard);
  ada.clock.pass(1000);
  server.greet();
  for (const socket of server.sockets) server.say(socket, heard);
  assert.equal(ben.line.awareness.getStates().size, 2);
});

test("what waits goes as one piece", () => {
  const doc = new Y.Doc();
  const unsent = new Unsent();
  doc.on("update", (bytes) => unsent.add(bytes));
  for (const letter of "abc") doc.getText("content").insert(0, letter);
  const there = new Y.Doc();
  Y.applyUpdate(there, unsent.next());
  assert.equal(there.getText("content").toString(), "cba");
  assert.equal(unsent.next(), null);
  assert.equal(unsent.isEmpty, false);
  unsent.stored(1);
  assert.equal(unsent.isEmpty, true);
  assert.equal(hasMore(doc, Y.encodeStateVector(there)), false);
});
