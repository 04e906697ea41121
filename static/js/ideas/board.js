// <idea-board> inside <idea-list>: ideas in columns, one for each status. Who keeps the board moves them: by dragging, by
// the grip and the arrow keys (Space takes, arrows choose, Space puts, Escape gives up), or from the list that a press of
// the grip opens, which is how it is done with a finger. Declining asks for the reason first. What others move moves here
// too.
import { announce } from "../announce.js";
import { insert } from "../fragment.js";
import { gettext, interpolate } from "../i18n.js";
import { Refused, sayRefused, send, sendJson } from "../requests.js";
import { toast } from "../toasts.js";
import { drawStatus } from "./status.js";

// How near to an end of what is in sight the columns go on under what is dragged, and how far each time.
const EDGE = 72;
const STRIDE = 24;

class IdeaBoard extends HTMLElement {
  // The card one holds by keyboard, where it came from and where it would go.
  #held = null;
  #dragged = null;
  #saving = new Set();

  connectedCallback() {
    this.list = this.closest("idea-list");
    this.columns = [...this.querySelectorAll("[data-column]")];
    this.list.addEventListener("idea:moved", ({ detail }) => this.#moved(detail));
    if (this.dataset.keeps === undefined) return;
    this.addEventListener("keydown", this.#keyed);
    this.addEventListener("click", this.#clicked);
    for (const name of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) this.addEventListener(name, this.#drag);
    this.places = document.getElementById("idea-places");
    this.places?.addEventListener("click", this.#chosen);
    this.reason = document.getElementById("idea-reason");
  }

  // --- by mouse -------------------------------------------------------------------------------------------------------
  #drag = (event) => {
    const card = event.target.closest?.("[data-card]");
    const column = event.target.closest?.("[data-column]");
    if (event.type === "dragover" && this.#dragged) this.#goOn(event.clientX);
    if (event.type === "dragstart" && card) {
      this.#dragged = card;
      card.classList.add("is-dragged");
      // Whoever takes it by its title, which is a link, takes the whole card.
      const { left, top } = card.getBoundingClientRect();
      event.dataTransfer.setDragImage(card, event.clientX - left, event.clientY - top);
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.querySelector("h3")?.textContent.trim() ?? "");
    } else if (event.type === "dragend") {
      this.#dragged?.classList.remove("is-dragged");
      this.#dragged = null;
      this.#mark(null);
    } else if (this.#dragged && column) {
      if (event.type === "dragover") {
        event.preventDefault();
        this.#mark(column);
      } else if (event.type === "drop") {
        event.preventDefault();
        this.#put(this.#dragged, column);
      }
    } else if (event.type === "dragover") {
      this.#mark(null);
    }
  };

  // There are more columns than stand in sight: near an end the next ones come to the mouse.
  #goOn(x) {
    const road = this.columns[0].parentElement;
    const { left, right } = road.getBoundingClientRect();
    const way = x > Math.min(right, innerWidth) - EDGE ? 1 : x < Math.max(left, 0) + EDGE ? -1 : 0;
    if (way) road.scrollBy({ left: way * STRIDE, behavior: "instant" });
  }

  #mark(over) {
    for (const column of this.columns) column.classList.toggle("is-over", column === over);
  }

  // --- by keyboard ----------------------------------------------------------------------------------------------------
  #keyed = (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    const isPress = event.key === " " || event.key === "Enter";
    if (!this.#held && isPress) this.#take(grip);
    else if (!this.#held) return;
    else if (isPress) this.#let();
    else if (event.key === "Escape") this.#giveUp();
    else if (["ArrowRight", "ArrowDown"].includes(event.key)) this.#choose(1);
    else if (["ArrowLeft", "ArrowUp"].includes(event.key)) this.#choose(-1);
    else if (event.key === "Tab") this.#giveUp();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  };

  #take(grip) {
    const card = grip.closest("[data-card]");
    this.#held = { card, grip, from: card.closest("[data-column]"), before: card.nextElementSibling };
    grip.setAttribute("aria-pressed", "true");
    card.classList.add("is-taken");
    this.#say(gettext("%(title)s is taken, in %(column)s. Arrow keys choose a column, Space puts it there, Escape leaves it."), card);
  }

  #choose(step) {
    const { card, grip } = this.#held;
    const column = this.columns[this.columns.indexOf(card.closest("[data-column]")) + step];
    if (!column) return;
    this.#stand(card, column);
    grip.focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    const about = { column: nameOf(column), n: this.columns.indexOf(column) + 1, of: this.columns.length };
    announce("board", interpolate(gettext("%(column)s, column %(n)s of %(of)s."), about));
  }

  #let() {
    const { card, from, before } = this.#held;
    this.#release();
    const column = card.closest("[data-column]");
    if (column === from) {
      this.#stand(card, from, before);
      return this.#say(gettext("%(title)s stays in %(column)s."), card);
    }
    this.#put(card, column, from);
  }

  #giveUp() {
    const { card, from, before } = this.#held;
    this.#release();
    this.#stand(card, from, before);
    card.querySelector("[data-grip]")?.focus();
    this.#say(gettext("%(title)s stays in %(column)s."), card);
  }

  #release() {
    this.#held.grip.setAttribute("aria-pressed", "false");
    this.#held.card.classList.remove("is-taken");
    this.#held = null;
    this.#count();
  }

  // --- from the list --------------------------------------------------------------------------------------------------
  #clicked = (event) => {
    const grip = event.target.closest("[data-grip]");
    if (grip && this.places) return this.#offer(grip.closest("[data-card]"));
    const more = event.target.closest("[data-more]");
    if (!more) return;
    event.preventDefault();
    this.#fetchMore(more);
  };

  #offer(card) {
    this.places.card = card;
    this.places.querySelector("[data-slot='title']").textContent = titleOf(card);
    const at = card.closest("[data-column]").dataset.column;
    for (const button of this.places.querySelectorAll("[data-place]")) {
      button.setAttribute("aria-current", String(button.dataset.place === at));
    }
    this.places.showModal();
  }

  #chosen = (event) => {
    const button = event.target.closest("[data-place]");
    if (!button) return;
    this.places.close();
    const column = this.columns.find((one) => one.dataset.column === button.dataset.place);
    if (column) this.#put(this.places.card, column);
  };

  async #fetchMore(link) {
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await send(link.dataset.more, { method: "GET" });
      insert(await answer.text(), link, "before");
      link.remove();
    } catch (refused) {
      link.removeAttribute("aria-busy");
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  }

  // --- moving ---------------------------------------------------------------------------------------------------------
  async #put(card, column, from = card.closest("[data-column]")) {
    const entry = card.dataset.entry;
    if (column === from || this.#saving.has(entry)) return;
    const back = from.contains(card) ? card.nextElementSibling : undefined;
    this.#saving.add(entry);
    this.#stand(card, column);
    card.classList.add("is-saving");
    try {
      const answer = column.dataset.meaning === "declined" ? await this.#askWhy(card) : undefined;
      if (answer === null) return this.#comeBack(card, from, back);
      const body = new FormData();
      body.set("status", column.dataset.column);
      if (answer !== undefined) body.set("answer", answer);
      await sendJson(card.dataset.move, { method: "POST", body });
      this.#say(gettext("%(title)s is in %(column)s now."), card);
      toast(interpolate(gettext("Moved to %(column)s"), { column: nameOf(column) }));
    } catch (refused) {
      this.#comeBack(card, from, back);
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    } finally {
      this.#saving.delete(entry);
      card.classList.remove("is-saving");
      card.querySelector("[data-grip]")?.focus({ preventScroll: true });
    }
  }

  #comeBack(card, from, before) {
    this.#stand(card, from, before);
    this.#say(gettext("%(title)s stays in %(column)s."), card);
  }

  // Null when one thinks better of it.
  #askWhy(card) {
    const dialog = this.reason;
    const field = dialog.querySelector("textarea");
    dialog.querySelector("[data-slot='title']").textContent = titleOf(card);
    field.value = "";
    dialog.returnValue = "";
    dialog.showModal();
    field.focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "decline" ? field.value : null), { once: true });
    });
  }

  // Before one of the cards there, or first; one that stands there already stays where it is.
  #stand(card, column, before) {
    const cards = [...column.querySelectorAll(":scope > [data-card]")].filter((one) => one !== card);
    const end = column.querySelector(":scope > :is([data-more], [data-nothing])");
    if (before !== undefined) column.insertBefore(card, before?.parentElement === column ? before : end);
    else if (card.parentElement !== column) column.insertBefore(card, cards[0] ?? end);
    drawStatus(card, this.list.statuses[column.dataset.column]);
    this.#count();
  }

  // How many stand in each: what the server counted, and what came and went since.
  #count() {
    for (const column of this.columns) {
      const shown = column.querySelectorAll(":scope > [data-card]").length;
      column.dataset.hidden ??= String(Math.max(Number(column.dataset.count) - shown, 0));
      column.querySelector("[data-n]").textContent = String(Number(column.dataset.hidden) + shown);
    }
  }

  #say(words, card) {
    announce("board", interpolate(words, { title: titleOf(card), column: nameOf(card.closest("[data-column]")) }));
  }

  // --- what others do -------------------------------------------------------------------------------------------------
  async #moved(frame) {
    const entry = String(frame.entry);
    const column = this.columns.find(({ dataset }) => [String(frame.status), frame.meaning].includes(dataset.column));
    let card = this.querySelector(`[data-card][data-entry="${entry}"]`);
    if (this.#saving.has(entry) || this.#held?.card === card && card) return;
    if (!column) return card?.remove();
    if (card?.closest("[data-column]") === column) return;
    this.#count();
    if (!card) {
      card = await this.#fetchCard(entry);
      if (!card || this.querySelector(`[data-card][data-entry="${entry}"]`)) return;
    }
    this.#stand(card, column);
    this.#say(gettext("%(title)s is in %(column)s now."), card);
  }

  async #fetchCard(entry) {
    try {
      const answer = await send(this.dataset.cardAt.replace("/0/", `/${entry}/`), { method: "GET" });
      const [card] = insert(await answer.text(), this.columns[0], "first");
      return card;
    } catch (refused) {
      // Of another board, or not for this reader: it is not shown.
      if (!(refused instanceof Refused)) throw refused;
      return null;
    }
  }
}

const titleOf = (card) => card.querySelector("h3")?.textContent.trim() ?? "";
const nameOf = (column) => column.querySelector("[data-name]").textContent.trim();

customElements.define("idea-board", IdeaBoard);
