import assert from "node:assert/strict";
import { test } from "node:test";

import { withMention } from "../../static/js/right-people.js";

test("a mention stands at the end, in a paragraph of its own", () => {
  assert.equal(withMention("Why does it sleep?  \n", "@ben"), "Why does it sleep?\n\n@ben ");
  assert.equal(withMention("", "@ben"), "@ben ");
});

test("who is mentioned already is not mentioned twice, and a longer handle is somebody else", () => {
  assert.equal(withMention("Ask @ben first", "@ben"), "Ask @ben first");
  assert.equal(withMention("Ask @benno", "@ben"), "Ask @benno\n\n@ben ");
});
