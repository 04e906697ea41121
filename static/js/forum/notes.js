// <staff-notes stream="notes_12" since="41">: the notes of the staff about one thing. What others note comes in at its
// place, once; who answers and whether anybody waits is told on the same stream.
import { announce } from "../announce.js";
import { keepStill } from "../conversation/still.js";
import { insert, parseOne } from "../fragment.js";
import { gettext, interpolate } from "../i18n.js";
import { live } from "../live.js";

class StaffNotes extends HTMLElement {
  #leave = null;

  connectedCallback() {
    this.list = this.querySelector("[data-notes-of]");
    this.#leave ??= live.follow(this.getAttribute("stream"), Number(this.getAttribute("since")), (frame) => this.#heard(frame));
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#leave = null;
  }

  #heard(frame) {
    if (frame.refused || frame.resync || !frame.html) return;
    const fresh = parseOne(frame.html);
    if (!fresh?.id) return;
    const old = document.getElementById(fresh.id);
    // Who is changing the words in this very place finishes first.
    if (old?.querySelector("[data-editing]")) return;
    keepStill(() => insert(fresh, old ?? this.list, old ? "instead" : "last"));
    const name = fresh.querySelector(".byline strong")?.textContent.trim();
    const isMine = fresh.dataset.author === document.documentElement.dataset.person;
    if (name && !old && !isMine) announce(fresh.id, interpolate(gettext("%(name)s has added a note."), { name }));
  }
}

customElements.define("staff-notes", StaffNotes);
