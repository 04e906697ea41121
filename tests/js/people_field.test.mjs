import assert from "node:assert/strict";
import { test } from "node:test";

import { inWords } from "../../static/js/chosen-time.js";
import { peopleIn, textOf } from "../../static/js/people-field.js";

test("what the field holds is taken apart and put together again", () => {
  const text = "Ben Rossi (@ben), @cleo, Nico";
  const { people, rest } = peopleIn(text);
  assert.deepEqual(people, [{ handle: "ben", name: "Ben Rossi" }, { handle: "cleo", name: "@cleo" }]);
  assert.equal(rest, "Nico");
  assert.equal(textOf(people, rest), text);
  assert.deepEqual(peopleIn(""), { people: [], rest: "" });
});

test("a name with a comma is one name still, and handles without commas are left to the server", () => {
  assert.equal(textOf([{ handle: "ben", name: "Rossi, Ben" }], ""), "Rossi  Ben (@ben)");
  assert.deepEqual(peopleIn("@ben @cleo"), { people: [], rest: "@ben @cleo" });
});

test("a chosen time is said in words, on whose clock, and a date alone without one", () => {
  const today = new Date(2026, 10, 1);
  assert.equal(inWords("2026-11-24", "09:00", { city: "Rome", locale: "en", today }), "Tuesday 24 November, 09:00, Rome time");
  assert.equal(inWords("2026-11-24T21:30", "", { locale: "it", today }), "Martedì 24 novembre, 21:30");
  assert.equal(inWords("2027-03-01", "", { city: "Rome", locale: "it", today }), "Lunedì 1 marzo 2027");
  for (const none of ["", "2026-13-45", "tomorrow"]) assert.equal(inWords(none), "");
});
