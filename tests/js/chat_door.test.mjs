import assert from "node:assert/strict";
import test from "node:test";
import { after } from "../../static/js/chat/door.js";
import { callsIn } from "../../static/js/chat/calling.js";

const none = { count: 0, others: false };

test("what counts for me raises the number, anything else lights the dot", () => {
  assert.deepEqual(after({ event: "chat.told", mention: true }, none), { count: 1, others: false });
  assert.deepEqual(after({ event: "chat.told", mention: false }, none), { count: 0, others: true });
  assert.deepEqual(after({ event: "chat.told", mention: true }, { count: 100, others: true }), { count: 100, others: true });
});

test("what was read is counted by the server; other frames change nothing", () => {
  assert.deepEqual(after({ event: "chat.badge", count: 3, others: true }, { count: 9, others: false }), { count: 3, others: true });
  assert.equal(after({ event: "chat.read", room: 5 }, none), null);
});

test("calls are whole names behind an @, in either language", () => {
  assert.deepEqual(callsIn("@room and @Qui, please"), ["qui", "room"]);
  assert.deepEqual(callsIn("a@room.it, @rooms, @hereby"), []);
});
