// The sheet of emoji: walking it by arrows, narrowing it by a name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { namesLike, stepIn } from "../../static/js/emoji-sheet.js";

test("arrows walk a grid and stop at its edges", () => {
  assert.equal(stepIn(20, 8, 3, "ArrowRight"), 4);
  assert.equal(stepIn(20, 8, 3, "ArrowDown"), 11);
  assert.equal(stepIn(20, 8, 11, "ArrowUp"), 3);
  assert.equal(stepIn(20, 8, 19, "ArrowRight"), 19);
  assert.equal(stepIn(20, 8, 15, "ArrowDown"), 15);
  assert.equal(stepIn(20, 8, 0, "ArrowLeft"), 0);
});

test("an emoji is found by any part of its name, with spaces as one writes them", () => {
  assert.ok(namesLike("Raised Hands").includes("raised_hands"));
  assert.ok(namesLike("heart").length >= 2);
  assert.deepEqual(namesLike("nosuchthing"), []);
});
