import assert from "node:assert/strict";
import { test } from "node:test";

import { turned } from "../../static/js/lightbox.js";

test("the arrow keys walk the pictures, and round again at the ends", () => {
  assert.equal(turned("ArrowRight", 0, 3), 1);
  assert.equal(turned("ArrowRight", 2, 3), 0);
  assert.equal(turned("ArrowLeft", 0, 3), 2);
});

test("Home and End go to the first and the last", () => {
  assert.equal(turned("Home", 2, 3), 0);
  assert.equal(turned("End", 0, 3), 2);
});

test("any other key means nothing here", () => {
  assert.equal(turned("Tab", 1, 3), null);
  assert.equal(turned("x", 1, 3), null);
});
