// <live-feed>: new posts wait in a pill and come when asked for; nothing one reads is ever moved.
import { announce } from "../announce.js";
import "../conversation/conversation.js";
import { insert, parse } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import "./broadcast-card.js";
import "./broadcast-questions.js";
import "./event-card.js";
import { Pending } from "./pending.js";
import { Place } from "./place.js";
import "./reading.js";
import { belongs } from "./rule.js";

class LiveFeed extends HTMLElement {
  #pending = new Pending();
  #leave = [];

  connectedCallback() {
    this.pill = this.querySelector(".new-pill");
    this.list = this.querySelector(".feed");
    this.rule = JSON.parse(this.dataset.rule || "{}");
    this.place = new Place(this.list);
    const heads = JSON.parse(this.dataset.heads || "{}");
    for (const [stream, head] of Object.entries(heads)) {
      this.#leave.push(live.follow(stream, head, (frame) => this.#heard(frame)));
    }
    this.pill?.addEventListener("click", () => this.showNewer());
    this.addEventListener("portico:inserted", (event) => this.#arrived(event.target));
    this.stance = ({ detail }) => this.#stand(detail);
    document.addEventListener("stance", this.stance);
  }

  disconnectedCallback() {
    for (const leave of this.#leave.splice(0)) leave();
    document.removeEventListener("stance", this.stance);
    this.place.end();
  }

  async showNewer() {
    this.pill.disabled = true;
    this.pill.setAttribute("aria-busy", "true");
    try {
      const address = new URL(this.dataset.newer, location.href);
      address.searchParams.set("after", this.dataset.newest ?? "");
      const response = await send(address, { method: "GET" });
      if (response.headers.get("X-Too-Many")) return location.reload();
      this.dataset.newest = response.headers.get("X-Newest");
      const cards = [...parse(await response.text()).children];
      insert(cards, this.list, "first");
      this.querySelector("[data-nothing]")?.remove();
      this.#pending.clear();
      this.#say();
      cards[0]?.scrollIntoView({ block: "center" });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sayRefused(error);
    } finally {
      this.pill.disabled = false;
      this.pill.removeAttribute("aria-busy");
    }
  }

  #heard(frame) {
    if (frame.resync) return this.#pending.count || this.#unknownMore();
    if (/\.(deleted|hidden|moved)$/.test(frame.event ?? "")) this.#take(frame);
    if (frame.event && this.#pending.take(frame, isShown, (one) => belongs(one, this.rule))) this.#say();
  }

  // Too much was missed to be counted; that there is something is known.
  #unknownMore() {
    this.pill.textContent = gettext("Show new posts");
    this.pill.hidden = false;
  }

  // The reader wants no more of somebody, of a space or of a discussion. A mute concerns one's own home page only.
  #stand({ way, person, space, entry }) {
    if (way !== "block" && (way !== "mute" || !this.rule.home)) return;
    if (person) (this.rule.notPeople ??= []).push(person);
    if (space) (this.rule.notSpaces ??= []).push(space);
    const gone = person ? `[data-author="${person}"]` : space ? `[data-space="${space}"]` : `#entry-${entry}`;
    for (const card of this.list.querySelectorAll(`.post${gone}`)) {
      stoneOn(card, way === "block" ? gettext("From somebody you blocked") : gettext("Muted"));
    }
  }

  // A post that is no longer here for this reader. Its place is kept, so that nothing moves.
  #take(frame) {
    const card = document.getElementById(`entry-${frame.entry}`);
    if (!card || String(frame.actor) === document.documentElement.dataset.person || card.querySelector(".tombstone")) return;
    stoneOn(card, frame.event.endsWith(".moved") ? gettext("This post was moved.") : gettext("This post is no longer here."));
  }

  #arrived(node) {
    const id = Number(node.dataset?.entry);
    if (id && this.#pending.shown(id)) this.#say();
    this.querySelector("[data-nothing]")?.remove();
  }

  #say() {
    const count = this.#pending.count;
    this.pill.hidden = count === 0;
    this.pill.textContent = interpolate(ngettext("%s new post", "%s new posts", count), [count]);
    if (count > 0) announce("posts", this.pill.textContent);
  }
}

const isShown = (id) => document.getElementById(`entry-${id}`);

function stoneOn(card, words) {
  const stone = document.createElement("p");
  stone.className = "tombstone";
  stone.textContent = words;
  card.replaceChildren(stone);
}

customElements.define("live-feed", LiveFeed);
