import assert from "node:assert/strict";
import { test } from "node:test";

import { Seen, seenLine } from "../../static/js/chat/seen.js";
import { numbersIn, ThreadCounts } from "../../static/js/chat/thread-counts.js";

const say = {
  seen: "Seen",
  everybody: "Seen by everybody",
  by: (names) => `Seen by ${names.join(" and ")}`,
  more: (names, n) => `Seen by ${names.join(", ")} and ${n} others`,
};

test("a thread with something new counts once, however many replies came", () => {
  const counts = new ThreadCounts(numbersIn("12 15"));
  assert.equal(counts.heard({ event: "chat.thread", thread: 12 }), false);
  assert.equal(counts.heard({ event: "chat.thread", thread: 16 }), true);
  assert.equal(counts.count, 3);
});

test("read in any tab, or no longer followed, it counts no more; marked unread it does again", () => {
  const counts = new ThreadCounts([12, 15]);
  counts.heard({ event: "chat.thread.read", thread: 12, unread: 0 });
  counts.heard({ event: "chat.thread.followed", thread: 15, following: false });
  assert.equal(counts.count, 0);
  counts.heard({ event: "chat.thread.read", thread: 12, unread: 2, kept: true });
  assert.ok(counts.has(12));
  counts.heard({ event: "chat.thread.read", all: true });
  assert.equal(counts.count, 0);
});

test("whose mark has passed a message has seen it, and marks do not go back", () => {
  const seen = new Seen([{ person: 7, name: "Anna", upto: 10 }, { person: 8, name: "Ben", upto: 12 }]);
  assert.deepEqual(seen.by(11), ["Ben"]);
  assert.equal(seen.heard({ person: 7, upto: 11 }), true);
  assert.equal(seen.heard({ person: 7, upto: 9 }), false);
  assert.equal(seen.heard({ person: 99, upto: 20 }), false, "somebody who keeps it back");
  assert.deepEqual(seen.by(11), ["Anna", "Ben"]);
});

test("the line says a few names and how many more", () => {
  assert.equal(seenLine([], { people: 3, say }), "");
  assert.equal(seenLine(["Anna"], { people: 1, say }), "Seen");
  assert.equal(seenLine(["Anna"], { people: 3, say }), "Seen by Anna");
  assert.equal(seenLine(["A", "B", "C"], { people: 5, say }), "Seen by A, B and 1 others");
  assert.equal(seenLine(["A", "B", "C"], { people: 3, say }), "Seen by everybody");
});
