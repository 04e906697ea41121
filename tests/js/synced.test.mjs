import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, Synced } from "../../static/js/synced.js";

const writing = (body) => ({ fields: { body }, files: [] });

// A clock that goes when it is told to.
function clock() {
  const waiting = [];
  const later = (run, pause) => waiting.push({ run, pause });
  return { later, waiting, tick: () => waiting.splice(0).forEach(({ run }) => run()) };
}

function server({ answers = [] } = {}) {
  const heard = [];
  const save = async (said) => {
    heard.push(said);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next ?? { version: heard.length, earlier: [] };
  };
  return { heard, save };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("what is written is sent once, after a pause, with the newest words", async () => {
  const time = clock();
  const { heard, save } = server();
  const synced = new Synced(save, time);
  synced.changed(writing("H"));
  synced.changed(writing("Ha"));
  assert.equal(time.waiting.length, 1);
  assert.ok(time.waiting[0].pause <= 5000);
  time.tick();
  await settled();
  assert.deepEqual(heard.map((said) => said.fields.body), ["Ha"]);
  assert.equal(synced.isBehind, false);
  assert.equal(synced.version, 1);
});

test("what is typed while it is on its way goes after it, on top of it", async () => {
  const time = clock();
  const { heard, save } = server();
  const synced = new Synced(save, time);
  synced.changed(writing("One"));
  time.tick();
  synced.changed(writing("One two"));
  assert.equal(synced.isBehind, true);
  await settled();
  time.tick();
  await settled();
  assert.deepEqual(heard.map(({ fields, version }) => [fields.body, version]), [["One", 0], ["One two", 1]]);
});

test("a server that does not answer is asked again, later each time, and one is behind until then", async () => {
  const time = clock();
  const { heard, save } = server({ answers: [new Error("no"), new Error("no"), { version: 5, earlier: [] }] });
  const synced = new Synced(save, time);
  synced.changed(writing("Words"));
  const pauses = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    pauses.push(time.waiting[0].pause);
    time.tick();
    await settled();
    assert.equal(synced.isFailing, attempt < 2);
  }
  assert.ok(pauses[0] < pauses[1] && pauses[1] < pauses[2]);
  assert.equal(heard.length, 3);
  assert.equal(synced.version, 5);
});

test("what was sent after all is not kept by an answer that comes too late", async () => {
  const time = clock();
  const { save } = server({ answers: [{ version: 9, earlier: [] }] });
  const synced = new Synced(save, time);
  synced.changed(writing("Words"));
  time.tick();
  synced.done();
  await settled();
  assert.equal(synced.version, 0);
  assert.equal(synced.isBehind, false);
});

test("what the server had when the page was made is not sent to it", () => {
  const time = clock();
  const { save } = server();
  const synced = new Synced(save, { ...time, version: 3, said: JSON.stringify([[["body", "Same"]], []]) });
  synced.changed(writing("Same"));
  assert.equal(time.waiting.length, 0);
  synced.changed(writing("Other"));
  assert.equal(time.waiting.length, 1);
});

const local = (body, more = {}) => ({ fields: { body }, at: 2000, version: 0, synced: false, ...more });
const kept = (body, more = {}) => ({ fields: { body }, at: new Date(1000).toISOString(), version: 4, device: "there", ...more });

test("on another device the text of the server is back", () => {
  assert.equal(choose(null, kept("There"), "here").use.fields.body, "There");
});

test("what one device wrote on top of the server's is the newer", () => {
  const { use, other } = choose(local("Here and more", { version: 4 }), kept("Here"), "here");
  assert.equal(use.fields.body, "Here and more");
  assert.equal(other, null);
});

test("of two that were written apart the newer is used and the older offered", () => {
  const mine = choose(local("Here"), kept("There"), "here");
  assert.deepEqual([mine.use.fields.body, mine.other.fields.body], ["Here", "There"]);
  const theirs = choose(local("Here"), kept("There", { at: new Date(3000).toISOString() }), "here");
  assert.deepEqual([theirs.use.fields.body, theirs.other.fields.body], ["There", "Here"]);
});

test("what was safely on the server and has gone on there leaves nothing to choose from", () => {
  const { use, other } = choose(local("Old", { synced: true, version: 2 }), kept("Old and new"), "here");
  assert.deepEqual([use.fields.body, other], ["Old and new", null]);
});

test("what was sent on another device does not come back on this one", () => {
  const { use, isDone } = choose(local("Sent", { synced: true, version: 2 }), null, "here");
  assert.deepEqual([use, isDone], [null, true]);
  assert.equal(choose(local("Never synced"), null, "here").use.fields.body, "Never synced");
  assert.equal(choose(local("Nobody asked", { synced: true, version: 2 }), undefined, "here").use.fields.body, "Nobody asked");
});
