// How the messages of a room stand under each other, without a page. A row is {seq, author, at, day, isPlain}: `seq` is
// null for what is still on its way, `at` in milliseconds, `day` as "2026-11-22", `isPlain` false for notices and the like.
export { placeOf } from "../conversation/order.js";

const TOGETHER = 5 * 60_000;

// Several in a row by one person show their name once.
export function goesOn(before, row) {
  if (!before || !before.isPlain || !row.isPlain) return false;
  return before.author === row.author && before.day === row.day && Math.abs(row.at - before.at) < TOGETHER;
}

// For each row: does it go on from the one before, and does it begin a day?
export function seams(rows) {
  return rows.map((row, index) => ({
    goesOn: goesOn(rows[index - 1], row),
    opensDay: row.day !== rows[index - 1]?.day,
  }));
}

// Where a message that has just been heard of belongs: "here" in what is shown, or "earlier" or "later" than all of it.
// `first` and `last` are the numbers at the ends of what is shown (null: nothing is), `earlier` and `later` tell whether
// there is more beyond them.
export function whereIs(seq, { first, last, earlier, later }) {
  if (earlier && (first === null || seq < first)) return "earlier";
  if (later && (last === null || seq > last)) return "later";
  return "here";
}

// How many of `count` to let go of, once there are more than `most`: so many that it is not done at every message.
export function surplus(count, { most = 300, kept = 220 } = {}) {
  return count > most ? count - kept : 0;
}

const days = new Map();

// The day on which something was said, where the reader lives.
export function dayOf(at, timeZone) {
  const zone = timeZone || undefined;
  if (!days.has(zone)) {
    days.set(zone, new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }));
  }
  return days.get(zone).format(at);
}
