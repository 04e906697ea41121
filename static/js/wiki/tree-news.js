// What a frame on the stream of a space does to an open tree. Where everybody who hears it may see the page, it brings the
// line; where not, the trees that show the place ask what their reader may see, each at its own moment.
import { parse } from "../fragment.js";

const SOON = 400;
const SPREAD = 2500;

export class TreeNews {
  #timer = null;

  // readAgain(): the whole tree as it is open, from the server.
  constructor(nodes, readAgain, here) {
    Object.assign(this, { nodes, readAgain, here });
  }

  heard(frame) {
    if (frame.resync) return this.#ask(0);
    if (frame.event !== "wiki.tree.changed") return;
    const node = this.nodes.find(frame.page);
    if (frame.what === "trashed" || frame.what === "left") return node && this.nodes.take(node);
    if (frame.what === "rights") return this.#ask(SPREAD);
    const parent = frame.parent ?? null;
    if (!frame.html) return (node || this.nodes.isHere(parent)) && this.#ask(SPREAD);
    const fresh = parse(frame.html).querySelector("li[data-node]");
    if (node && frame.what === "renamed") return this.#rename(node, fresh);
    this.#place(node, fresh, { parent, before: frame.before ?? null });
  }

  leave() {
    clearTimeout(this.#timer);
  }

  #rename(node, fresh) {
    const current = this.nodes.link(node).getAttribute("aria-current");
    const row = fresh.querySelector(".tree-row");
    const toggle = node.querySelector(":scope > .tree-row > .tree-toggle");
    row.querySelector(".tree-toggle").setAttribute("aria-expanded", toggle.getAttribute("aria-expanded"));
    if (current) this.nodes.link(fresh).setAttribute("aria-current", current);
    node.querySelector(":scope > .tree-row").replaceWith(row);
  }

  #place(node, fresh, place) {
    if (!this.nodes.root) return;
    const above = this.nodes.find(place.parent);
    // Where its place is not on the page, it is not either; the page above it has something to open now.
    if (place.parent && !above) return node ? this.nodes.take(node) : undefined;
    const last = this.nodes.level(place.parent)?.querySelector(":scope > .tree-more");
    const isKnown = !place.before || this.nodes.find(place.before);
    if (!node && last && (!place.before || !isKnown)) return;
    const moving = node ?? fresh;
    if (node && this.#stands(node, place)) return;
    this.nodes.put(moving, place);
  }

  #stands(node, { parent, before }) {
    const around = this.nodes.around(node);
    return around.parent === parent && around.next === before;
  }

  // Many browsers must not ask in one moment because one person moved a page.
  #ask(spread) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.readAgain(), SOON + Math.random() * spread);
  }
}
