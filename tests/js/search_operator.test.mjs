import assert from "node:assert/strict";
import test from "node:test";

import { operatorBefore, withOperator, withValue } from "../../static/js/search/operator.js";

test("an operator is being written where the caret stands behind its colon", () => {
  assert.deepEqual(operatorBefore("fans from:ad", 12), { name: "from", query: "ad", start: 10 });
  assert.deepEqual(operatorBefore('tipo:"post', 10), { name: "tipo", query: "post", start: 5 });
  assert.equal(operatorBefore("fans from:ada ", 14), null);
  assert.equal(operatorBefore("fans", 4), null);
});

test("a value takes the place of what was begun, in quotation marks where it has a space", () => {
  assert.deepEqual(withValue("fans from:ad noise", { start: 10 }, 12, "ada"), { text: "fans from:ada noise", caret: 14 });
  assert.equal(withValue("in:la", { start: 3 }, 5, "the lab").text, 'in:"the lab" ');
});

test("an operator from the list goes to the end", () => {
  assert.equal(withOperator("fans", "from:"), "fans from:");
  assert.equal(withOperator("", "is:unanswered"), "is:unanswered ");
});
