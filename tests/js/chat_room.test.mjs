// Order, place and reading in a room, without a page.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { whatEnterDoes } from "../../static/js/chat/enter.js";
import { News } from "../../static/js/chat/news.js";
import { dayOf, goesOn, placeOf, seams, surplus, whereIs } from "../../static/js/chat/order.js";
import { Place } from "../../static/js/chat/place.js";
import { ReadMark } from "../../static/js/chat/read-mark.js";
import { RoomCounts } from "../../static/js/chat/room-counts.js";

const MINUTE = 60_000;
const row = (author, at, more) => ({ author, at, day: "2026-11-22", isPlain: true, ...more });

test("a name stands once over what somebody says within five minutes on one day", () => {
  assert.ok(goesOn(row("7", 0), row("7", 4 * MINUTE)));
  assert.ok(!goesOn(row("7", 0), row("7", 5 * MINUTE)));
  assert.ok(!goesOn(row("7", 0), row("8", MINUTE)));
  assert.ok(!goesOn(row("7", 0), row("7", MINUTE, { day: "2026-11-23" })));
  assert.ok(!goesOn(row("7", 0), row("7", MINUTE, { isPlain: false })));
  assert.ok(!goesOn(undefined, row("7", 0)));
});

test("a day is opened by its first message", () => {
  const rows = [row("7", 0, { day: "2026-11-21" }), row("7", 1), row("7", 2)];
  assert.deepEqual(seams(rows), [
    { goesOn: false, opensDay: true },
    { goesOn: false, opensDay: true },
    { goesOn: true, opensDay: false },
  ]);
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 23, 30), "Europe/Rome"), "2026-11-23");
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 23, 30), "UTC"), "2026-11-22");
});

test("whatever order they arrive in, messages end up in the order of their numbers, what is under way last", () => {
  const list = [null];
  for (const seq of [7, 3, 9, 1, 8]) list.splice(placeOf(seq, list), 0, seq);
  assert.deepEqual(list, [1, 3, 7, 8, 9, null]);
});

test("what lies beyond what is shown is not put into it", () => {
  const middle = { first: 10, last: 20, earlier: true, later: true };
  assert.equal(whereIs(15, middle), "here");
  assert.equal(whereIs(9, middle), "earlier");
  assert.equal(whereIs(21, middle), "later");
  assert.equal(whereIs(21, { ...middle, later: false }), "here");
  assert.equal(whereIs(9, { ...middle, earlier: false }), "here");
  assert.equal(whereIs(1, { first: null, last: null, earlier: false, later: false }), "here");
});

test("a long list lets go of many at once, and then for a while of none", () => {
  assert.equal(surplus(300), 0);
  assert.equal(surplus(301), 81);
  assert.equal(surplus(221), 0);
});

// A window of 100 on rows of some height each.
function windowOn(heights, scrollTop = 0) {
  const scroller = { scrollTop, clientHeight: 100, getBoundingClientRect: () => ({ top: 50, height: 100 }) };
  const rows = heights.map((height) => ({ height, isConnected: true }));
  for (const one of rows) {
    one.getBoundingClientRect = () => {
      const top = 50 - scroller.scrollTop + rows.slice(0, rows.indexOf(one)).reduce((sum, { height }) => sum + height, 0);
      return { top, bottom: top + one.height };
    };
  }
  Object.defineProperty(scroller, "scrollHeight", { get: () => rows.reduce((sum, { height }) => sum + height, 0) });
  return { scroller, rows };
}

test("whoever reads further up stays where they are, whatever grows above or below", () => {
  const { scroller, rows } = windowOn([40, 40, 40, 40, 40, 40, 40, 40, 40], 130);
  const place = new Place(scroller, () => rows);
  place.remember();
  const before = rows[4].getBoundingClientRect().top;
  rows[1].height = 240;
  place.restore();
  assert.equal(rows[4].getBoundingClientRect().top, before);
  rows.push({ ...rows[0], height: 500 });
  place.restore();
  assert.equal(rows[4].getBoundingClientRect().top, before);
});

test("whoever is within a hundred pixels of the end stays at the end", () => {
  const { scroller, rows } = windowOn([40, 40, 40, 40, 40, 40], 60);
  const place = new Place(scroller, () => rows);
  place.remember();
  assert.ok(place.isAtEnd);
  rows[5].height = 140;
  place.restore();
  assert.equal(scroller.scrollTop, scroller.scrollHeight);
  const further = windowOn([40, 40, 40, 40, 40, 40], 39);
  const up = new Place(further.scroller, () => further.rows);
  up.remember();
  assert.ok(!up.isAtEnd);
  // The end of what is shown is not the end of the room.
  const part = new Place(scroller, () => rows, { hasMore: () => true });
  part.remember();
  assert.ok(!part.isAtEnd);
});

test("what was in sight for a second in a tab one looks at is read, up to the newest", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  const mark = new ReadMark(10, (seq) => told.push(seq), { clock: globalThis });
  mark.look({ isLookedAt: false, newest: 12 });
  mark.look({ isLookedAt: true, newest: null });
  mock.timers.tick(5000);
  assert.deepEqual(told, []);
  mark.look({ isLookedAt: true, newest: 12 });
  mock.timers.tick(600);
  mark.look({ isLookedAt: true, newest: 13 });
  mock.timers.tick(400);
  assert.deepEqual(told, [13]);
  mark.look({ isLookedAt: true, newest: 14 });
  mark.look({ isLookedAt: false, newest: 14 });
  mock.timers.tick(5000);
  assert.deepEqual(told, [13]);
  mock.timers.reset();
});

test("what was marked unread by hand is not read by being in sight, only by meaning it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  const mark = new ReadMark(20, (seq) => told.push(seq), { clock: globalThis });
  mark.holdAt(15);
  assert.equal(mark.read, 14);
  mark.look({ isLookedAt: true, newest: 20 });
  mock.timers.tick(5000);
  assert.deepEqual(told, []);
  mark.upTo(20);
  assert.deepEqual(told, [20]);
  // Another tab has marked it; then one has read in it.
  mark.heard(17, { isKept: true });
  assert.ok(mark.isHeld);
  mock.timers.reset();
});

test("late news of what was read before takes nothing back, and what could not be told is told again", () => {
  const told = [];
  const mark = new ReadMark(0, (seq) => told.push(seq));
  mark.upTo(5);
  mark.upTo(9);
  mark.heard(5);
  assert.equal(mark.read, 9);
  mark.heard(12);
  mark.upTo(12);
  assert.deepEqual(told, [5, 9]);
  mark.failed(9);
  mark.upTo(12);
  assert.deepEqual(told, [5, 9, 12]);
});

test("Enter sends at a desk and breaks the line under a thumb; what ends a word sends nothing", () => {
  const key = (more) => ({ key: "Enter", ...more });
  assert.equal(whatEnterDoes(key()), "send");
  assert.equal(whatEnterDoes(key({ shiftKey: true })), "break");
  assert.equal(whatEnterDoes(key(), { isTouch: true }), "break");
  assert.equal(whatEnterDoes(key({ ctrlKey: true }), { isTouch: true }), "send");
  assert.equal(whatEnterDoes(key({ metaKey: true })), "send");
  assert.equal(whatEnterDoes(key({ isComposing: true })), "");
  assert.equal(whatEnterDoes(key({ keyCode: 229 })), "");
  assert.equal(whatEnterDoes({ key: "a" }), "");
});

test("one message is said by its words, several by their number, and a long one is cut", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said = [];
  const news = new News((words) => said.push(words), { one: ({ name, text }) => `${name}: ${text}`, many: (n) => `${n} new` });
  news.heard("Ben", " The bread\n is in. ");
  mock.timers.tick(1000);
  for (const text of ["a", "b", "c"]) news.heard("Ben", text);
  mock.timers.tick(1000);
  news.heard("Ben", "x".repeat(500));
  mock.timers.tick(1000);
  assert.deepEqual(said.slice(0, 2), ["Ben: The bread is in.", "3 new"]);
  assert.equal(said[2].length, "Ben: ".length + 121);
  mock.timers.reset();
});

const message = (seq, more) => ({ room: 5, seq, author: 8, shown_in_room: true, style: "text", ...more });

test("a room is bold once somebody else has said something in its main line", () => {
  const counts = new RoomCounts(7);
  counts.add(5, { seq: 10, read: 10 });
  assert.equal(counts.said(message(11, { style: "notice" })), "");
  assert.equal(counts.said(message(12, { shown_in_room: false })), "");
  assert.equal(counts.said(message(13, { author: 7 })), "");
  assert.equal(counts.said(message(14), { isBlocked: true }), "");
  assert.ok(!counts.state(5).isUnread);
  assert.equal(counts.said(message(15)), "bold");
  assert.ok(counts.state(5).isUnread);
  // Heard twice, or of a room that is not in the list.
  assert.equal(counts.said(message(15)), "");
  assert.equal(counts.said(message(16, { room: 6 })), "");
});

test("a number stands beside what names me, calls everybody, or is said to me alone", () => {
  const counts = new RoomCounts(7);
  counts.add(5, { seq: 10, read: 10 });
  counts.add(6, { seq: 10, read: 10, isDirect: true });
  counts.add(9, { seq: 10, read: 10, isDirect: true, isMuted: true });
  assert.equal(counts.said(message(11, { html: '<a class="mention" data-person="71">' })), "bold");
  assert.equal(counts.said(message(12, { html: '<a class="mention" data-person="7">' })), "counted");
  assert.equal(counts.said(message(13, { summons: "room" })), "counted");
  assert.equal(counts.said(message(11, { room: 6 })), "counted");
  assert.equal(counts.said(message(11, { room: 9 })), "bold");
  assert.deepEqual([5, 6, 9].map((room) => counts.state(room).counted), [2, 1, 0]);
  // Of a muted room only what concerns me shows.
  assert.ok(!counts.state(9).isUnread);
});

test("reading in one tab settles the others, and marking unread unsettles them", () => {
  const counts = new RoomCounts(7);
  counts.add(5, { seq: 10, read: 4, counted: 2 });
  assert.ok(counts.read({ room: 5, upto: 12, unread: 0, mentions: 0 }));
  assert.deepEqual(counts.state(5), { isUnread: false, counted: 0 });
  // What was read before it was heard of is not new.
  assert.equal(counts.said(message(11)), "");
  counts.said(message(13));
  counts.read({ room: 5, upto: 8, unread: 3, mentions: 1 });
  assert.deepEqual(counts.state(5), { isUnread: true, counted: 1 });
  assert.ok(!counts.read({ room: 6, upto: 1 }));
});
