import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "../../static/js/notifications/inbox.js";
import { changeOf } from "../../static/js/notifications/save-at-once.js";

test("what came waits, and what was read elsewhere is read here", () => {
  const here = new Map([["a", "7-1"], ["b", "5-0"], ["c", "4-2"]]);
  const now = new Map([["d", "9-1"], ["b", "8-1"], ["a", "7-0"], ["c", "4-2"]]);
  assert.deepEqual(compare(now, here), { changed: ["a"], fresh: ["d", "b"] });
});

test("a box that was ticked is sent alone, and so is one that was not", () => {
  const ticked = { type: "checkbox", name: "on", value: "mentions:mail", checked: true };
  assert.deepEqual(changeOf(ticked, []), [["cell", "mentions:mail"], ["on", "mentions:mail"]]);
  assert.deepEqual(changeOf({ ...ticked, checked: false }, []), [["cell", "mentions:mail"]]);
});

test("a choice goes with what is hidden beside it", () => {
  const choice = { type: "select-one", name: "degree", value: "all" };
  assert.deepEqual(changeOf(choice, [{ name: "place", value: "space_5" }]), [["place", "space_5"], ["degree", "all"]]);
});
