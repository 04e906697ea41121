import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { namedIn } from "../../static/js/conversation/mention-warning.js";
import { belongsHere, placeOf, typingLine } from "../../static/js/conversation/order.js";
import { pause } from "../../static/js/conversation/pause.js";
import { TypingLine } from "../../static/js/conversation/typing.js";

test("a comment stands where it was said, before what has no number yet", () => {
  assert.equal(placeOf(5, []), 0);
  assert.equal(placeOf(5, [1, 3, 8]), 2);
  assert.equal(placeOf(9, [1, 3, 8]), 3);
  assert.equal(placeOf(9, [1, 3, null, null]), 2);
  assert.equal(placeOf(0, [1]), 0);
});

test("whatever order frames arrive in, the list ends up in the order of what was said", () => {
  const list = [];
  for (const number of [7, 3, 9, 1, 8]) list.splice(placeOf(number, list), 0, number);
  assert.deepEqual(list, [1, 3, 7, 8, 9]);
});

test("what comes in on a page that shows only a part is put there only if it belongs", () => {
  const whole = { first: 3, earlier: false, later: false, isNew: true };
  assert.ok(belongsHere(9, whole));
  assert.ok(belongsHere(1, { ...whole, isNew: false }));
  // An old comment that was brought back stands further up than this page begins.
  assert.ok(!belongsHere(1, { ...whole, earlier: true, isNew: false }));
  assert.ok(belongsHere(5, { ...whole, earlier: true, isNew: false }));
  // A new comment comes after what has not been fetched yet.
  assert.ok(!belongsHere(9, { ...whole, later: true }));
  assert.ok(belongsHere(9, { first: null, earlier: false, later: false, isNew: true }));
});

const say = { one: (name) => `${name} is`, some: (names, last) => `${names} and ${last} are`, many: () => "several are" };

test("at most three people are named as writing", () => {
  assert.equal(typingLine([], say), "");
  assert.equal(typingLine(["Ada"], say), "Ada is");
  assert.equal(typingLine(["Ada", "Ben", "Cleo"], say), "Ada, Ben and Cleo are");
  assert.equal(typingLine(["Ada", "Ben", "Cleo", "Dora"], say), "several are");
});

test("who was writing is forgotten after five seconds, and at once when it is said", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const place = { textContent: "" };
  const line = new TypingLine(place, (person) => ({ 7: "Ada" })[person]);
  line.heard(7);
  assert.equal(place.textContent, "Ada is writing");
  line.heard(8);
  assert.equal(place.textContent, "Ada and Somebody are writing");
  line.stopped(8);
  assert.equal(place.textContent, "Ada is writing");
  mock.timers.tick(4000);
  line.heard(7);
  mock.timers.tick(4000);
  assert.equal(place.textContent, "Ada is writing");
  mock.timers.tick(1100);
  assert.equal(place.textContent, "");
  mock.timers.reset();
});

test("names in a text are found as the server finds them", () => {
  assert.deepEqual(namedIn("@ben and @Ada-B, (@cleo) @ben"), ["ada-b", "ben", "cleo"]);
  assert.deepEqual(namedIn("mail a@b.it, a/@x, @@y, nothing"), []);
  assert.deepEqual(namedIn("Thanks @ada."), ["ada"]);
});

test("many keys are one question, about the last", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const asked = [];
  const soon = pause((text) => asked.push(text), 600);
  for (const text of ["a", "ab", "abc"]) soon(text);
  mock.timers.tick(599);
  assert.deepEqual(asked, []);
  mock.timers.tick(1);
  assert.deepEqual(asked, ["abc"]);
  mock.timers.reset();
});
