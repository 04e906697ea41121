// Sends what is written in a room: it stands in the list at once, and the queue sees to the rest.
import { parseOne } from "../fragment.js";
import { sayRefused } from "../requests.js";
import { live } from "../live.js";
import { toast } from "../toasts.js";
import { setClocks } from "./clocks.js";
import { sayState, standFor } from "./pending-message.js";
import { lettersOf, queueFor } from "./posting.js";

export class RoomSending {
  #leave = [];

  constructor(room, key) {
    this.room = room;
    const letters = lettersOf(key);
    this.queue = queueFor(key, (...news) => this.#told(...news));
    const hurry = () => this.queue.hurry();
    this.#listen(globalThis, "online", hurry);
    this.#listen(live, "state", ({ detail }) => detail.state === "live" && hurry());
    this.#listen(globalThis, "storage", (event) => {
      const gone = letters.goneIn(event);
      if (gone) this.queue.forget(gone);
    });
  }

  end() {
    for (const leave of this.#leave.splice(0)) leave();
  }

  // Its message has come over the live line.
  arrived(clientId) {
    this.queue.confirm(clientId);
  }

  #listen(target, name, heard) {
    target.addEventListener(name, heard);
    this.#leave.push(() => target.removeEventListener(name, heard));
  }

  #told(letter, state, news) {
    if (state === "sent") return this.#sent(letter, news);
    if (state === "gone") return this.#gone(letter);
    const card = this.#cardOf(letter);
    if (!card) return;
    sayState(card, state, news, {
      again: () => this.queue.again(letter.clientId),
      edit: () => {
        card.remove();
        const taken = this.queue.discard(letter.clientId);
        if (taken) this.room.composer?.takeBack(taken);
      },
      discard: () => {
        card.remove();
        this.queue.discard(letter.clientId);
        this.room.composer?.forget();
      },
    });
    if (state === "waiting" && news?.kind === "signed-out" && !this.#hasSaid) sayRefused(news);
    this.#hasSaid = news?.kind === "signed-out";
    this.room.settle();
  }

  #hasSaid = false;

  #cardOf(letter) {
    const { list } = this.room;
    const card = list.sent(letter.clientId);
    if (card || !this.room.pendingTemplate) return card;
    const fresh = standFor(letter, this.room.pendingTemplate);
    list.stand(fresh);
    this.room.stoodUp(fresh);
    return fresh;
  }

  // {id, seq, html} for a message; what is no message (a command was obeyed) says something instead.
  #sent(letter, answer) {
    if (answer.html) {
      const fresh = setClocks(parseOne(answer.html));
      fresh.dataset.client ||= letter.clientId;
      if (answer.seq) fresh.dataset.seq = answer.seq;
      this.room.put(fresh);
    }
    this.room.list.sent(letter.clientId)?.remove();
    if (answer.said) toast(answer.said);
    this.room.settle();
  }

  // Another tab has sent it or thrown it away; what was sent comes over the live line.
  #gone(letter) {
    this.room.list.sent(letter.clientId)?.remove();
    this.room.settle();
  }
}
