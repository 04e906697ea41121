// The room as far as one scrolls: earlier and later parts come before one meets the end of what is there, far ones go.
import { gettext, interpolate, ngettext } from "../i18n.js";
import { Refused, sayRefused } from "../requests.js";
import { Place } from "./place.js";

// So many windows away from an end, the next part is fetched.
const AHEAD = 1.5;

export class RoomScroll {
  #unseen = 0;
  #failed = new Set();
  #underWay = 0;
  // The newest number that was heard of since something was asked for.
  #heard = 0;
  #watch;
  #hasBegun = false;

  constructor(room, scroller, parts) {
    Object.assign(this, { room, scroller, parts, list: room.list });
    this.latest = room.querySelector("[data-pill='latest']");
    this.unread = room.querySelector("[data-pill='unread']");
    this.place = new Place(scroller, () => this.list.rows, { hasMore: () => this.list.later });
    this.#watch = new ResizeObserver(() => this.#sized());
    this.#watch.observe(scroller);
    this.#watch.observe(this.list.list);
    scroller.addEventListener("scroll", this.#scrolled, { passive: true });
    this.latest?.addEventListener("click", () => this.toNewest());
    this.unread?.addEventListener("click", () => this.toNew());
    // The links are for those without scripts.
    for (const link of room.querySelectorAll("[data-fetches]")) link.closest("p").remove();
  }

  end() {
    this.#watch.disconnect();
    this.scroller.removeEventListener("scroll", this.#scrolled);
  }

  // On a phone a thread covers its room.
  get isSeen() {
    return this.scroller.clientHeight > 0;
  }

  get isAtEnd() {
    return this.place.isAtEnd;
  }

  // Where one begins: at the message a link leads to, at the first that is new, or at the end.
  begin(linked = null) {
    this.#hasBegun = this.isSeen;
    const line = this.list.newLine;
    if (linked) this.place.show(linked, 0.3);
    else if (line) this.place.show(line, 0.25);
    else this.place.toEnd();
    this.place.remember();
    this.look();
  }

  still(change) {
    const result = this.place.still(change);
    this.look();
    return result;
  }

  // A message has been said. What is being fetched may be from before that.
  heard(seq) {
    this.#heard = Math.max(this.#heard, seq);
  }

  get isFetching() {
    return this.#underWay > 0;
  }

  // A message has come at the end while one reads further up.
  missed(count = 1) {
    this.#unseen += count;
    this.#sayPills();
  }

  look() {
    if (this.place.isAtEnd) this.#unseen = 0;
    this.#sayPills();
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const near = clientHeight * AHEAD;
    if (this.list.earlier && scrollTop < near) this.#grow("before", this.list.first);
    if (this.list.later && scrollHeight - scrollTop - clientHeight < near) this.#grow("after", this.list.last);
    this.room.looked();
  }

  // So long a list is let go of where one does not look.
  trim() {
    const isLow = this.scroller.scrollTop > (this.scroller.scrollHeight - this.scroller.clientHeight) / 2;
    this.place.still(() => this.list.trim(isLow ? "start" : "end") && this.list.straighten());
  }

  async toNewest() {
    if (this.list.later) await this.instead({});
    this.place.toEnd();
    this.place.remember();
    this.look();
  }

  // Another part of the room: around a message, of a day, or the newest. Gives true when it is there.
  async instead(which) {
    const part = await this.#fetch(which);
    if (!part) return false;
    this.list.takeInstead(part.nodes, part);
    this.#caughtUp();
    this.list.straighten();
    this.#sayEnds();
    this.place.isAtEnd = false;
    return true;
  }

  // To the first message that is new.
  toNew() {
    const line = this.list.newLine;
    if (line) this.place.show(line, 0.1);
    this.look();
  }

  async toMessage(entry) {
    if (!this.list.of(entry) && !(await this.instead({ message: entry }))) return null;
    const row = this.list.of(entry);
    for (const old of this.list.list.querySelectorAll(":scope > .is-linked")) old.classList.toggle("is-linked", old === row);
    row?.classList.add("is-linked");
    if (row) this.place.show(row, 0.3);
    this.look();
    return row;
  }

  async toDay(day) {
    if (!(await this.instead({ day }))) return;
    const line = this.list.list.querySelector(`:scope > .day-line[data-day="${CSS.escape(day)}"]`);
    const first = line ?? this.list.rows.find((row) => (row.dataset.at ?? "") >= day);
    if (first) this.place.show(first, 0.05);
    this.look();
  }

  #sized() {
    if (!this.isSeen) return;
    if (this.#hasBegun) this.place.restore();
    else this.begin();
  }

  #scrolled = () => {
    this.place.remember();
    this.look();
  };

  async #grow(side, seq) {
    const key = `${side}:${seq}`;
    if (seq === null || this.#failed.has(key)) return;
    const part = await this.#fetch({ [side]: seq }, key);
    if (!part) return;
    // Something else may have taken the place of the list meanwhile.
    if (seq !== (side === "before" ? this.list.first : this.list.last)) return this.look();
    this.place.still(() => {
      if (side === "before") this.list.takeBefore(part.nodes, part.earlier);
      else this.list.takeAfter(part.nodes, part.later);
      this.#caughtUp();
      this.list.straighten();
      // What stands above the very first message has a height of its own, and comes with it.
      this.#sayEnds();
    });
    this.trim();
    this.look();
  }

  // What was said after the part was put together is fetched as well, and what was changed is changed in it.
  #caughtUp() {
    if (this.#heard > (this.list.last ?? 0)) this.list.later = true;
    this.room.changeAgain();
  }

  async #fetch(which, key = null) {
    this.#underWay += 1;
    this.#heard = 0;
    try {
      return await this.parts.fetch(which);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (key === null) sayRefused(refused);
      else {
        // Not again at every pixel, but after a while.
        this.#failed.add(key);
        setTimeout(() => this.#failed.delete(key) && this.look(), 5000);
      }
      return null;
    } finally {
      this.#underWay -= 1;
    }
  }

  #sayEnds() {
    this.room.querySelector("[data-beginning]")?.toggleAttribute("hidden", this.list.earlier);
    this.room.querySelector("[data-nothing]")?.toggleAttribute("hidden", this.list.rows.length > 0);
  }

  #sayPills() {
    this.#sayEnds();
    const line = this.list.newLine;
    const isAbove = Boolean(line) && line.getBoundingClientRect().bottom < this.scroller.getBoundingClientRect().top;
    if (this.unread) this.unread.hidden = !isAbove;
    if (!this.latest) return;
    this.latest.hidden = this.place.isAtEnd || (!this.list.later && this.#isNearEnough());
    const words = this.#unseen > 0 ? ngettext("%(n)s new message", "%(n)s new messages", this.#unseen) : gettext("Newest messages");
    const slot = this.latest.querySelector("[data-slot='text']");
    const said = interpolate(words, { n: this.#unseen });
    if (slot.textContent !== said) slot.textContent = said;
    this.latest.classList.toggle("is-quiet", this.#unseen === 0);
  }

  // One screen up is not far enough to be told the way back, unless there is something new.
  #isNearEnough() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return this.#unseen === 0 && scrollHeight - scrollTop - clientHeight < clientHeight;
  }
}
