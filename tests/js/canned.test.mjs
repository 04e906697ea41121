import assert from "node:assert/strict";
import { test } from "node:test";

import { matching, slashBefore } from "../../static/js/forum/slash.js";

test("a slash begins a canned reply at the beginning of a line alone", () => {
  assert.deepEqual(slashBefore("/ver", 4), { query: "ver", start: 0 });
  assert.deepEqual(slashBefore("Hello\n/which ver", 16), { query: "which ver", start: 6 });
  assert.equal(slashBefore("and/or", 6), null);
  assert.equal(slashBefore("/ver\n", 5), null);
});

test("replies are found by words of their titles, without accents and in the order in which they came", () => {
  const items = [{ name: "Quale versione è?" }, { name: "Version of the terminal" }, { name: "Thanks" }];
  assert.deepEqual(matching(items, "ver").map(({ name }) => name), ["Quale versione è?", "Version of the terminal"]);
  assert.deepEqual(matching(items, "e quale").map(({ name }) => name), ["Quale versione è?"]);
  assert.equal(matching(items, "").length, 3);
});
