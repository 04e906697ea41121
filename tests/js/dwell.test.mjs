import assert from "node:assert/strict";
import { test } from "node:test";
import { Dwell, isInSight } from "../../static/js/feeds/dwell.js";

const view = { top: 0, bottom: 800 };
const at = (...ids) => new Set(ids);

test("half of a post has to be in sight, and of one higher than the window half of the window", () => {
  assert.equal(isInSight({ top: -100, bottom: 100 }, view), true);
  assert.equal(isInSight({ top: -101, bottom: 99 }, view), false);
  assert.equal(isInSight({ top: 400, bottom: 4000 }, view), true);
  assert.equal(isInSight({ top: 401, bottom: 4000 }, view), false);
  assert.equal(isInSight({ top: -3000, bottom: 5000 }, view), true);
  assert.equal(isInSight({ top: 0, bottom: 0 }, view), false);
});

test("it is read after a second, and not when it was passed over", () => {
  const dwell = new Dwell();
  assert.deepEqual(dwell.look(0, at("1", "2")), []);
  assert.deepEqual(dwell.look(999, at("1")), []);
  assert.deepEqual(dwell.look(1000, at("1", "2")), ["1"]);
  assert.deepEqual(dwell.look(1999, at("2")), []);
  assert.deepEqual(dwell.look(2000, at("2")), ["2"]);
});

test("looking elsewhere begins the second anew", () => {
  const dwell = new Dwell();
  dwell.look(0, at("1"));
  dwell.rest();
  assert.deepEqual(dwell.look(1500, at("1")), []);
  assert.deepEqual(dwell.look(2500, at("1")), ["1"]);
});

test("what was made unread by hand is read once it is looked at and left behind", () => {
  const dwell = new Dwell();
  const kept = () => true;
  dwell.look(0, at("1"), kept);
  assert.deepEqual(dwell.look(900, at(), kept), []);
  dwell.look(1000, at("1"), kept);
  assert.deepEqual(dwell.look(9000, at("1"), kept), []);
  dwell.rest();
  assert.deepEqual(dwell.look(9500, at("1"), kept), []);
  assert.deepEqual(dwell.look(9600, at(), kept), ["1"]);
  assert.deepEqual(dwell.look(9700, at(), kept), []);
});
