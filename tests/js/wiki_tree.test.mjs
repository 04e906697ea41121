// Where a page goes in the tree, and which section of a page one reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_OPEN, placeFor, readOpen, stepFor, withOpen, zoneAt } from "../../static/js/wiki/tree-place.js";

const line = { id: 5, parent: 1, previous: 4, next: 6, afterNext: 7, parentsParent: null, parentsNext: 2, isOpen: false, first: null };

test("the edges of a line are the gaps beside it, its middle is the page itself", () => {
  const box = { top: 100, height: 40 };
  assert.deepEqual([101, 120, 139].map((y) => zoneAt(y, box)), ["before", "into", "after"]);
});

test("a drop goes before, into or after what it is dropped on", () => {
  assert.deepEqual(placeFor("before", line), { parent: 1, before: 5 });
  assert.deepEqual(placeFor("into", line), { parent: 5, before: null });
  assert.deepEqual(placeFor("after", line), { parent: 1, before: 6 });
});

test("below a page that is open is above the first that stands under it", () => {
  assert.deepEqual(placeFor("after", { ...line, isOpen: true, first: 9 }), { parent: 5, before: 9 });
});

test("the arrows move a page one step, and not beyond the ends", () => {
  assert.deepEqual(stepFor("ArrowUp", line), { parent: 1, before: 4 });
  assert.deepEqual(stepFor("ArrowDown", line), { parent: 1, before: 7 });
  assert.deepEqual(stepFor("ArrowRight", line), { parent: 4, before: null });
  assert.deepEqual(stepFor("ArrowLeft", line), { parent: null, before: 2 });
  const alone = { ...line, parent: null, previous: null, next: null };
  for (const key of ["ArrowUp", "ArrowDown", "ArrowRight", "ArrowLeft", "Enter"]) assert.equal(stepFor(key, alone), null);
});

test("what is open is remembered, the last of it first forgotten last, and nonsense is not", () => {
  assert.deepEqual(readOpen("3.x.12.99999999999999999999."), [3, 12]);
  assert.deepEqual(withOpen([3, 12], 3, true), [12, 3]);
  assert.deepEqual(withOpen([3, 12], 3, false), [12]);
  const many = Array.from({ length: MOST_OPEN + 5 }, (_, n) => n + 1).reduce((ids, id) => withOpen(ids, id, true), []);
  assert.equal(many.length, MOST_OPEN);
  assert.equal(many.at(-1), MOST_OPEN + 5);
});
