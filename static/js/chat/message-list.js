// The <ol data-messages> of a room or of a thread: puts messages where their numbers say, once, draws the days between
// them, and keeps no more of them than a browser carries lightly.
import { keepMine } from "../conversation/reactions.js";
import { wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { dayOf, placeOf, seams, surplus, whereIs } from "./order.js";

const root = document.documentElement;

export class MessageList {
  // The number from which on it is new, and the line that says so.
  #newFrom = null;
  #newLine;

  constructor(list) {
    this.list = list;
    this.#newLine = list.querySelector(":scope > [data-new]") ?? newLine();
    if (this.#newLine.isConnected) this.#newFrom = seqOf(this.numbered.find((row) => isAfter(row, this.#newLine)));
  }

  // All that stands in it: what has a number, and then what is under way.
  get rows() {
    return [...this.list.children].filter((node) => node.dataset.entry || node.classList.contains("is-pending"));
  }

  get numbered() {
    return [...this.list.children].filter((node) => node.dataset.seq);
  }

  // Notices that stand in one line have the number of the last of them.
  get first() {
    const row = this.numbered[0];
    return row?.dataset.from ? Number(row.dataset.from) : seqOf(row);
  }

  get last() {
    return seqOf(this.numbered.at(-1));
  }

  // Whether the room goes on beyond what is shown.
  get earlier() {
    return this.list.hasAttribute("data-earlier");
  }

  set earlier(more) {
    this.list.toggleAttribute("data-earlier", more);
  }

  get later() {
    return this.list.hasAttribute("data-later");
  }

  set later(more) {
    this.list.toggleAttribute("data-later", more);
  }

  get newLine() {
    return this.#newLine.isConnected ? this.#newLine : null;
  }

  get newFrom() {
    return this.#newFrom;
  }

  of(entry) {
    return this.list.querySelector(`:scope > [data-entry="${CSS.escape(entry)}"]`);
  }

  sent(clientId) {
    return clientId ? this.list.querySelector(`:scope > .is-pending[data-client="${CSS.escape(clientId)}"]`) : null;
  }

  // A message that has been said, changed or taken away, at its place. False when that is not among what is shown.
  put(fresh) {
    const old = this.of(fresh.dataset.entry) ?? this.sent(fresh.dataset.client);
    const seq = seqOf(fresh) ?? seqOf(old);
    if (seq !== null) fresh.dataset.seq = seq;
    // Who is changing the words in this very place finishes first.
    if (old?.querySelector("[data-editing]")) return true;
    const isSame = old?.dataset.entry !== undefined;
    if (isSame) takeOver(old, fresh);
    if (isSame) old.replaceWith(fresh);
    else if (seq === null || whereIs(seq, this) !== "here") {
      old?.remove();
      return false;
    } else {
      old?.remove();
      const rows = this.rows;
      this.list.insertBefore(fresh, rows[placeOf(seq, rows.map(seqOf))] ?? null);
    }
    wake(fresh);
    return true;
  }

  // What is under way stands last, in the order in which it was written.
  stand(card) {
    this.list.append(card);
  }

  // A part of the room that was fetched; what stands there already is not put twice.
  takeBefore(nodes, more) {
    this.list.prepend(...this.#fresh(nodes));
    this.earlier = more;
    this.#wakeAll(nodes);
  }

  takeAfter(nodes, more) {
    const fresh = this.#fresh(nodes);
    const under = this.rows.find((row) => !row.dataset.seq);
    if (under) under.before(...fresh);
    else this.list.append(...fresh);
    this.later = more;
    this.#wakeAll(nodes);
  }

  // Another part of the room altogether; what is under way stays.
  takeInstead(nodes, { earlier, later }) {
    const pending = this.rows.filter((row) => !row.dataset.entry);
    const fresh = nodes.filter((node) => node.dataset.entry || node.matches(".day-line"));
    this.list.replaceChildren(...fresh, ...pending.filter((row) => !fresh.some((one) => one.dataset.client === row.dataset.client)));
    this.earlier = earlier;
    this.later = later;
    this.#wakeAll(nodes);
  }

  // Lets go of what is far away, at one end: "start" or "end".
  trim(end) {
    const rows = this.numbered;
    const many = surplus(rows.length);
    if (many === 0) return 0;
    const gone = end === "start" ? rows.slice(0, many) : rows.slice(-many);
    for (const row of gone) row.remove();
    if (end === "start") this.earlier = true;
    else this.later = true;
    return many;
  }

  // From this number on it is new: the line stands above the first such message, as soon as that is shown.
  newSince(seq) {
    this.#newFrom = seq;
  }

  // Names, days and the line of what is new, after anything has changed.
  straighten() {
    const rows = this.rows;
    this.#placeNewLine(rows);
    const lines = new Map([...this.list.querySelectorAll(":scope > .day-line")].map((line) => [line.dataset.day, line]));
    const found = seams(rows.map(rowOf));
    rows.forEach((row, index) => {
      const { goesOn, opensDay } = found[index];
      const follows = goesOn && !row.previousElementSibling?.hasAttribute("data-new");
      if (row.classList.contains("message")) row.classList.toggle("message--goes-on", follows);
      if (!opensDay) return;
      const day = rowOf(row).day;
      const line = lines.get(day) ?? dayLine(day);
      lines.delete(day);
      const at = row.previousElementSibling?.hasAttribute("data-new") ? row.previousElementSibling : row;
      if (at.previousElementSibling !== line) at.before(line);
    });
    for (const line of lines.values()) line.remove();
    // The arrows walk them; Tab comes to the one where one was, or to the newest.
    for (const row of rows) if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
    if (rows.length > 0 && !rows.some((row) => row.tabIndex === 0)) rows.at(-1).tabIndex = 0;
    this.list.dataset.first = this.first ?? "";
    this.list.dataset.last = this.last ?? "";
  }

  #placeNewLine(rows) {
    const first = this.#newFrom === null ? -1 : rows.findIndex((row) => seqOf(row) >= this.#newFrom);
    // What comes before the first that is shown may be new as well.
    if (first < 0 || (first === 0 && this.earlier && seqOf(rows[0]) > this.#newFrom)) this.#newLine.remove();
    else if (rows[first].previousElementSibling !== this.#newLine) rows[first].before(this.#newLine);
  }

  #fresh(nodes) {
    const known = new Set(this.rows.map((row) => row.dataset.entry));
    const fresh = nodes.filter((node) => node.dataset?.entry && !known.has(node.dataset.entry));
    // What has arrived by another way stands for what was under way.
    for (const node of fresh) this.sent(node.dataset.client)?.remove();
    return fresh;
  }

  #wakeAll(nodes) {
    for (const node of nodes) if (node.isConnected) wake(node);
  }
}

const isAfter = (row, line) => Boolean(line.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);

export function seqOf(row) {
  return row?.dataset.seq ? Number(row.dataset.seq) : null;
}

const known = new WeakMap();

function rowOf(row) {
  if (!known.has(row)) {
    const at = Date.parse(row.dataset.at ?? "") || Date.now();
    const isPlain = row.classList.contains("message") && !row.classList.contains("message--gone") && (row.dataset.style ?? "text") !== "notice";
    known.set(row, { author: row.dataset.author, at, day: dayOf(at, root.dataset.zone), isPlain });
  }
  return known.get(row);
}

// What a fresh copy cannot know: what is one's own, and what the reader has open.
function takeOver(old, fresh) {
  keepMine(old, fresh);
  for (const name of ["is-at", "is-linked"]) fresh.classList.toggle(name, old.classList.contains(name));
  if (old.tabIndex >= 0) fresh.tabIndex = old.tabIndex;
  if (old.contains(document.activeElement)) queueMicrotask(() => fresh.focus({ preventScroll: true }));
}

function dayLine(day) {
  const line = document.createElement("li");
  line.className = "day-line";
  line.dataset.day = day;
  const time = document.createElement("time");
  time.dateTime = day;
  time.textContent = dayInWords(day);
  line.append(time);
  return line;
}

function newLine() {
  const line = document.createElement("li");
  line.className = "new-line";
  line.dataset.new = "";
  line.textContent = gettext("New messages");
  return line;
}

const DAY = 24 * 3600_000;

function dayInWords(day) {
  const today = dayOf(Date.now(), root.dataset.zone);
  if (day === today) return gettext("Today");
  if (day === dayOf(Date.now() - DAY, root.dataset.zone)) return gettext("Yesterday");
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  const how = { weekday: "long", day: "numeric", month: "long", year: isThisYear ? undefined : "numeric", timeZone: "UTC" };
  const words = new Intl.DateTimeFormat(root.lang, how).format(new Date(`${day}T12:00:00Z`));
  return words.charAt(0).toLocaleUpperCase(root.lang) + words.slice(1);
}
