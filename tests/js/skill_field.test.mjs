import assert from "node:assert/strict";
import { test } from "node:test";

import { pieceAt, withPiece } from "../../static/js/skill-field.js";

test("the piece under the caret is what stands between two commas", () => {
  assert.deepEqual(pieceAt("Excel, Wel", 10), { start: 7, end: 10, query: "Wel" });
  assert.deepEqual(pieceAt("Wel, Excel", 3), { start: 0, end: 3, query: "Wel" });
  assert.deepEqual(pieceAt("Excel, ", 7), { start: 7, end: 7, query: "" });
  assert.deepEqual(pieceAt("", 0), { start: 0, end: 0, query: "" });
});

test("what is taken replaces the piece and nothing else", () => {
  assert.deepEqual(withPiece("Excel, Wel", pieceAt("Excel, Wel", 10), "Welding"), { text: "Excel, Welding, ", caret: 16 });
  assert.deepEqual(withPiece("Wel, Excel", pieceAt("Wel, Excel", 3), "Welding"), { text: "Welding, Excel", caret: 9 });
});
