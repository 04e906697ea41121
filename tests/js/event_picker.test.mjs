import assert from "node:assert/strict";
import { test } from "node:test";

import { matches } from "../../static/js/event-picker.js";

test("an event is found by pieces of its name and sentence, in any order, without accents", () => {
  const words = "feeds.post.published … ha pubblicato “…” perche";
  assert.ok(matches(words, "Pubblicato post"));
  assert.ok(matches(words, "PERCHÉ"));
  assert.ok(!matches(words, "post deleted"));
});
