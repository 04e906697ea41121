import assert from "node:assert/strict";
import { test } from "node:test";

import { Countdown } from "../../static/js/countdown.js";
import { ago } from "../../static/js/time-ago.js";

const now = Date.parse("2026-11-22T12:00:00Z");
const said = (moment, options = {}) => ago(Date.parse(moment), now, { locale: "en", timeZone: "Europe/Rome", ...options });

test("the last minute is now, also when the clocks differ a little", () => {
  assert.equal(said("2026-11-22T11:59:30Z"), "now");
  assert.equal(said("2026-11-22T12:00:20Z"), "now");
});

test("minutes, then hours of the same day, then yesterday, the weekday, the date, the year", () => {
  assert.equal(said("2026-11-22T11:22:00Z"), "38 min");
  assert.equal(said("2026-11-22T09:30:00Z"), "2 h");
  assert.equal(said("2026-11-21T21:00:00Z"), "Yesterday");
  assert.equal(said("2026-11-18T12:00:00Z"), "Wed");
  assert.equal(said("2026-10-13T12:00:00Z"), "13 Oct");
  assert.equal(said("2025-07-10T12:00:00Z"), "10 Jul 2025");
});

test("midnight is the reader's, not the server's", () => {
  const late = "2026-11-21T23:30:00Z";
  assert.equal(said(late), "12 h");
  assert.equal(said("2026-11-21T22:30:00Z"), "Yesterday");
  assert.equal(said("2026-11-21T22:30:00Z", { timeZone: "America/New_York" }), "Yesterday");
  assert.equal(said("2026-11-22T05:30:00Z", { timeZone: "America/New_York" }), "6 h");
});

test("dates are said in the reader's language", () => {
  assert.equal(said("2026-10-13T12:00:00Z", { locale: "it" }), "13 ott");
});

test("a countdown that is paused keeps its rest", () => {
  const clock = fakeClock();
  let ran = 0;
  const countdown = new Countdown(6000, () => (ran += 1), clock);
  countdown.start();
  clock.advance(4000);
  countdown.pause();
  clock.advance(60_000);
  assert.equal(ran, 0);
  countdown.start();
  clock.advance(1999);
  assert.equal(ran, 0);
  clock.advance(1);
  assert.equal(ran, 1);
});

test("a countdown of nothing never runs: such a toast stays until it is closed", () => {
  const clock = fakeClock();
  new Countdown(0, () => assert.fail("it ran"), clock).start();
  clock.advance(100_000);
});

function fakeClock() {
  let time = 0;
  let timers = [];
  return {
    performance: { now: () => time },
    setTimeout: (run, wait) => {
      const timer = { run, at: time + wait };
      timers.push(timer);
      return timer;
    },
    clearTimeout: (timer) => (timers = timers.filter((other) => other !== timer)),
    advance(wait) {
      time += wait;
      const due = timers.filter((timer) => timer.at <= time);
      timers = timers.filter((timer) => timer.at > time);
      for (const timer of due) timer.run();
    },
  };
}
