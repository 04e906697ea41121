import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenKeys, keyFor } from "../../static/js/shortcuts.js";

test("a key is what it was until another is chosen for it", () => {
  assert.equal(keyFor("j", chosenKeys(null)), "j");
  assert.equal(keyFor("j", chosenKeys('{"j": "d"}')), "d");
});

test("a key that another shortcut has taken over does nothing any more", () => {
  assert.equal(keyFor("k", chosenKeys('{"j": "k"}')), "");
});

test("two keys can change places", () => {
  const chosen = chosenKeys('{"j": "k", "k": "j"}');
  assert.deepEqual([keyFor("j", chosen), keyFor("k", chosen)], ["k", "j"]);
});

test("what was stored and makes no sense is as if nothing were", () => {
  for (const stored of ["{", "null", '{"j": 7}', '{"j": "down"}', '{"j": "j"}']) {
    assert.equal(keyFor("j", chosenKeys(stored)), "j");
  }
});
