// <live-inbox>: what comes waits behind a line that says how much, since what one reads does not move; what is read in
// another tab is read here at once. Marking is sent without leaving the page. e marks what is selected.
import { announce } from "../announce.js";
import { insert, parse, parseOne } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { Refused, sayRefused, send } from "../requests.js";
import { shortcut } from "../shortcuts.js";

const PAUSE = 400;

// Of the lines that the server has now, first of the list: which stand here unchanged in place but differ in state, and
// which are news (not here, or with something newer). here: id to state, "newest-unread".
export function compare(now, here) {
  const newest = (state) => Number(state.split("-")[0]);
  const changed = [];
  const fresh = [];
  for (const [id, state] of now) {
    const known = here.get(id);
    if (known === undefined || newest(state) > newest(known)) fresh.push(id);
    else if (known !== state) changed.push(id);
  }
  return { changed, fresh };
}

class LiveInbox extends (globalThis.HTMLElement ?? Object) {
  #timer = null;
  #waiting = [];

  connectedCallback() {
    this.list = this.querySelector("[data-list]");
    document.addEventListener("portico:inbox", this.#heard);
    this.addEventListener("submit", this.#marked);
    this.all = document.querySelector("form[data-read-all]");
    this.all?.addEventListener("submit", this.#markedAll);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("portico:inbox", this.#heard);
    this.removeEventListener("submit", this.#marked);
    this.all?.removeEventListener("submit", this.#markedAll);
  }

  #heard = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  };

  #rows = (within) => new Map([...within.querySelectorAll(".notice")].map((row) => [row.id, row.dataset.state]));

  async #look() {
    let there;
    try {
      there = parse(await (await send(this.dataset.url, { method: "GET" })).text());
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      return;
    }
    const { changed, fresh } = compare(this.#rows(there), this.#rows(this.list));
    for (const id of changed) this.#put(there.getElementById(id), this.list.querySelector(`#${CSS.escape(id)}`));
    this.#waiting = fresh.map((id) => there.getElementById(id));
    this.#offer();
  }

  #put(row, old) {
    const isAt = old.classList.contains("is-at");
    insert(row, old, "instead");
    if (isAt) this.#select(row);
  }

  #select(row) {
    row.classList.add("is-at");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  }

  #offer() {
    this.querySelector(".new-pill")?.remove();
    const n = this.#waiting.length;
    if (n === 0) return;
    const pill = document.createElement("button");
    pill.type = "button";
    pill.className = "new-pill";
    pill.textContent = interpolate(ngettext("%(n)s new", "%(n)s new", n), { n });
    pill.addEventListener("click", () => this.#show());
    this.prepend(pill);
  }

  #show() {
    const rows = this.#waiting;
    this.#waiting = [];
    this.#offer();
    for (const row of rows) this.list.querySelector(`#${CSS.escape(row.id)}`)?.remove();
    this.list.querySelector(".empty")?.remove();
    insert(rows, this.list, "first");
    rows[0].querySelector(".notice-link").focus();
  }

  #marked = async (event) => {
    const row = event.target.closest(".notice");
    if (!row) return;
    event.preventDefault();
    const wasUnread = row.classList.contains("is-unread");
    const hadFocus = row.contains(document.activeElement) && document.activeElement !== row;
    try {
      const response = await send(event.target.action, { body: new FormData(event.target) });
      const fresh = parseOne(await response.text());
      if (!fresh) row.remove();
      else this.#put(fresh, row);
      if (hadFocus) fresh?.querySelector("[data-read]")?.focus();
      announce("inbox-marked", wasUnread ? gettext("Marked as read.") : gettext("Marked as unread."));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  };

  #markedAll = async (event) => {
    event.preventDefault();
    try {
      await send(this.all.action, { body: new FormData(this.all) });
      const response = await send(this.dataset.url, { method: "GET" });
      this.list.replaceChildren();
      this.#waiting = [];
      this.#offer();
      insert([...parse(await response.text()).children], this.list, "last");
      announce("inbox-marked", gettext("Marked as read."));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  };
}

if (globalThis.document) {
  customElements.define("live-inbox", LiveInbox);
  const mark = () => document.querySelector(".notice.is-at [data-read]");
  shortcut({ key: "e", label: gettext("Mark what is selected as read, or unread"), run: () => mark().click(), when: () => Boolean(mark()), offeredWhen: () => Boolean(document.querySelector(".notice")) });
}
