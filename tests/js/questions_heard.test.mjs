import assert from "node:assert/strict";
import { test } from "node:test";
import { Heard, placeFor } from "../../static/js/feeds/questions-heard.js";

const question = (entry, votes) => ({ dataset: { entry: String(entry) }, querySelector: () => ({ textContent: String(votes) }) });

test("what was heard is taken once, each entry by itself", () => {
  const heard = new Heard();
  heard.add(4, "published");
  heard.add(4, "answered");
  heard.add(7, "published");
  const { entries, events } = heard.take();
  assert.deepEqual(entries, [4, 7]);
  assert.deepEqual([...events], ["published", "answered"]);
  assert.deepEqual(heard.take().entries, []);
});

test("after a gap, or when too many came at once, all is read again", () => {
  const heard = new Heard();
  heard.add(4, "published");
  heard.add(null, undefined);
  assert.equal(heard.take().entries, null);
  for (let entry = 0; entry < 21; entry++) heard.add(entry, "published");
  assert.equal(heard.take().entries, null);
});

test("the most wanted stands first, and of two the one that was asked first", () => {
  const list = [question(5, 3), question(2, 1), question(9, 1), question(7, 0)];
  assert.equal(placeFor(question(3, 4), list), list[0]);
  assert.equal(placeFor(question(6, 3), list), list[1]);
  assert.equal(placeFor(question(4, 1), list), list[2]);
  assert.equal(placeFor(question(11, 0), list), null);
});
