import assert from "node:assert/strict";
import { test } from "node:test";
import { Pending } from "../../static/js/feeds/pending.js";
import { belongs } from "../../static/js/feeds/rule.js";

const frame = { event: "feeds.post.published", in_feed: true, entry: 7, stream: "space_3", author: 5, space: 3, kind: "feeds.post", tags: ["fans"] };
const home = { home: true, notPeople: [], notSpaces: [], streams: ["org"], people: [], tags: [], kind: "", tag: "" };

test("what stands in an audience of one's own belongs, whoever wrote it", () => {
  assert.equal(belongs(frame, { ...home, streams: ["space_3"] }), true);
  assert.equal(belongs(frame, home), false);
});

test("whom and what one follows belongs wherever it stands", () => {
  assert.equal(belongs(frame, { ...home, people: [5] }), true);
  assert.equal(belongs(frame, { ...home, tags: ["fans"] }), true);
});

test("who and what is muted or blocked does not, though it be followed", () => {
  assert.equal(belongs(frame, { ...home, people: [5], notPeople: [5] }), false);
  assert.equal(belongs(frame, { ...home, streams: ["space_3"], notSpaces: [3] }), false);
});

test("filters narrow, and an author who is nobody leaves nothing", () => {
  const all = { home: true };
  assert.equal(belongs(frame, { ...all, kind: "feeds.event" }), false);
  assert.equal(belongs(frame, { ...all, tag: "docks" }), false);
  assert.equal(belongs(frame, { ...all, author: 0 }), false);
  assert.equal(belongs(frame, { ...all, author: 5, tag: "fans", kind: "feeds.post" }), true);
  assert.equal(belongs(frame, { ...all, past: true }), false);
});

test("the bar counts only what belongs, and each entry once", () => {
  const pending = new Pending();
  const rule = { ...home, people: [5] };
  const take = (more) => pending.take({ ...frame, ...more }, () => false, (one) => belongs(one, rule));
  assert.equal(take({}), true);
  assert.equal(take({ stream: "space_4" }), false);
  assert.equal(take({ entry: 8, author: 6 }), false);
  assert.equal(pending.count, 1);
});
