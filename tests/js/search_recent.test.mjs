import assert from "node:assert/strict";
import test from "node:test";

import { inPieces } from "../../static/js/search/pieces.js";
import { forget, recent, remember } from "../../static/js/search/recent.js";

const aStore = (kept = new Map()) => ({
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
});

test("the newest search comes first, once, and no more than eight are kept", () => {
  const store = aStore();
  for (const text of ["a", "b", "a ", "", ..."cdefghi"]) remember(text, store);
  assert.deepEqual(recent(store), ["i", "h", "g", "f", "e", "d", "c", "a"]);
  forget(store);
  assert.deepEqual(recent(store), []);
});

test("what somebody else has put there is no search", () => {
  assert.deepEqual(recent({ getItem: () => '{"a": 1}' }), []);
  assert.deepEqual(recent({ getItem: () => "not json" }), []);
});

test("words are marked from their beginnings, whatever their accents", () => {
  assert.deepEqual(inPieces("Perché così", "perche"), [
    { text: "Perché", isHit: true },
    { text: " così", isHit: false },
  ]);
  assert.deepEqual(inPieces("Fan <b>", "f b"), [
    { text: "F", isHit: true },
    { text: "an <", isHit: false },
    { text: "b", isHit: true },
    { text: ">", isHit: false },
  ]);
});
