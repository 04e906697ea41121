// Putting pages elsewhere with the mouse: a line shows where it will stand, a closed page opens when one waits over it.
// By keyboard: Alt, Shift and an arrow (tree.js); on a phone and without scripts: "Move…" in the menu of the page.
import { placeFor, zoneAt } from "./tree-place.js";

const WAIT = 700;

export class TreeDrag {
  #dragged = null;
  #over = null;
  #timer = null;

  // move(node, place): puts it there; open(node): shows what stands under it.
  constructor(tree, nodes, { move, open }) {
    Object.assign(this, { tree, nodes, move, open });
    tree.addEventListener("dragstart", (event) => this.#begin(event));
    tree.addEventListener("dragover", (event) => this.#pass(event));
    tree.addEventListener("dragleave", (event) => tree.contains(event.relatedTarget) || this.#mark(null));
    tree.addEventListener("drop", (event) => this.#drop(event));
    tree.addEventListener("dragend", () => this.#end());
  }

  #begin(event) {
    const node = event.target.closest?.(".tree-list li[data-node]");
    if (!node) return;
    this.#dragged = node;
    event.dataTransfer.effectAllowed = "copyMove";
    event.dataTransfer.setData("text/uri-list", this.nodes.link(node).href);
    event.dataTransfer.setData("text/plain", this.nodes.title(node));
    this.#row(node).classList.add("is-dragged");
  }

  #pass(event) {
    if (!this.#dragged) return;
    const row = event.target.closest?.(".tree-list .tree-row");
    const node = row?.closest("li[data-node]");
    if (!node || this.#dragged.contains(node)) return this.#mark(null);
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const zone = zoneAt(event.clientY, row.getBoundingClientRect());
    if (this.#over?.row !== row) this.#wait(node, row);
    this.#mark(row, zone);
  }

  #wait(node, row) {
    clearTimeout(this.#timer);
    if (!node.hasAttribute("data-children") || this.nodes.isOpen(node)) return;
    this.#timer = setTimeout(() => this.#over?.row === row && this.open(node), WAIT);
  }

  #mark(row, zone) {
    if (this.#over && this.#over.row !== row) delete this.#over.row.dataset.drop;
    this.#over = row ? { row, zone } : null;
    if (row) row.dataset.drop = zone;
    else clearTimeout(this.#timer);
  }

  #drop(event) {
    if (!this.#dragged || !this.#over) return;
    event.preventDefault();
    const [node, { row, zone }] = [this.#dragged, this.#over];
    const target = row.closest("li[data-node]");
    this.#end();
    const place = placeFor(zone, this.nodes.around(target));
    if (place.before === Number(node.dataset.node)) place.before = this.nodes.around(node).next;
    this.move(node, place);
  }

  #end() {
    this.#mark(null);
    if (this.#dragged) this.#row(this.#dragged).classList.remove("is-dragged");
    this.#dragged = null;
  }

  #row = (node) => node.querySelector(":scope > .tree-row");
}
