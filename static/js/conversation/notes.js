// <staff-notes stream="notes_12" since="41">: the notes of the staff about one thing. What others note comes in at its
// place, once; who answers and whether anybody waits is told on the same stream.
import { announce } from "../announce.js";
import { keepStill } from "./still.js";
import { insert, parseOne } from "../fragment.js";
import { gettext, interpolate } from "../i18n.js";
import { live } from "../live.js";

class StaffNotes extends (globalThis.HTMLElement ?? Object) {
  #leave = null;

  connectedCallback() {
    this.list = this.querySelector("[data-notes-of]");
    // Moved with the page, they stand among the answers already.
    for (const note of [...this.list.querySelectorAll(":scope > .note")]) this.#standAmong(note);
    // One's own comes in by the box beside it.
    this.addEventListener("portico:inserted", ({ target }) => target.parentElement === this.list && this.#standAmong(target));
    this.#leave ??= live.follow(this.getAttribute("stream"), Number(this.getAttribute("since")), (frame) => this.#heard(frame));
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#leave = null;
  }

  #standAmong(note) {
    const answers = document.querySelector("[data-answers][data-order='time']");
    const stand = [...(answers?.children ?? [])].filter((node) => node.dataset.at);
    if (!answers || (stand.length === 0 && !answers.dataset.last)) return;
    const place = placeOfNote(Number(note.dataset.at), stand.map((node) => Number(node.dataset.at)), { isLast: Boolean(answers.dataset.last) });
    if (place !== null) answers.insertBefore(note, stand[place] ?? null);
  }

  #heard(frame) {
    if (frame.refused || frame.resync || !frame.html) return;
    const fresh = parseOne(frame.html);
    if (!fresh?.id) return;
    const old = document.getElementById(fresh.id);
    // Who is changing the words in this very place finishes first.
    if (old?.querySelector("[data-editing]")) return;
    keepStill(() => {
      insert(fresh, old ?? this.list, old ? "instead" : "last");
      if (!old) this.#standAmong(fresh);
    });
    const name = fresh.querySelector(".byline strong")?.textContent.trim();
    const isMine = fresh.dataset.author === document.documentElement.dataset.person;
    if (name && !old && !isMine) announce(fresh.id, interpolate(gettext("%(name)s has added a note."), { name }));
  }
}

// Where answers stand in the order of time, a note stands where it was written: before the first answer that is newer,
// or after the last where the page has the last ones.
export function placeOfNote(at, moments, { isLast }) {
  const next = moments.findIndex((moment) => moment > at);
  if (next >= 0) return next;
  return isLast ? moments.length : null;
}

globalThis.customElements?.define("staff-notes", StaffNotes);
