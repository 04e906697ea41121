// The lines of a tree as they stand in the page: finding them, putting them elsewhere, knowing their neighbours.
const isNode = (element) => element?.matches("li[data-node]");

export class TreeNodes {
  constructor(tree) {
    this.tree = tree;
  }

  get root() {
    return this.tree.querySelector(".tree-list");
  }

  find(id) {
    return id ? this.root?.querySelector(`li[data-node="${Number(id)}"]`) ?? null : null;
  }

  // The list of what stands under a page; the whole tree for null.
  level(id) {
    return id ? this.find(id)?.querySelector(":scope > ul") ?? null : this.root;
  }

  // Whether what stands under it is here: what is closed may never have been fetched.
  isHere(id) {
    const level = this.level(id);
    return Boolean(level) && (!id || level.childElementCount > 0 || !this.find(id).hasAttribute("data-children"));
  }

  link(node) {
    return node?.querySelector(":scope > .tree-row > a") ?? null;
  }

  links() {
    return [...this.root.querySelectorAll(".tree-row > a:not(.tree-add)")].filter((link) => link.checkVisibility());
  }

  title(node) {
    return this.link(node)?.firstChild?.textContent ?? "";
  }

  isOpen(node) {
    return node.querySelector(":scope > ul")?.hidden === false && this.first(node) !== null;
  }

  first(node) {
    const child = node.querySelector(":scope > ul > li");
    return isNode(child) ? Number(child.dataset.node) : null;
  }

  above(node) {
    const above = node.parentElement.closest("li[data-node]");
    return above && this.tree.contains(above) ? above : null;
  }

  // All that a step or a drop has to know.
  around(node) {
    const id = (one) => (isNode(one) ? Number(one.dataset.node) : null);
    const above = this.above(node);
    return {
      id: id(node),
      parent: id(above),
      previous: id(node.previousElementSibling),
      next: id(node.nextElementSibling),
      afterNext: id(node.nextElementSibling?.nextElementSibling),
      parentsParent: above ? id(this.above(above)) : null,
      parentsNext: above ? id(above.nextElementSibling) : null,
      isOpen: this.isOpen(node),
      first: this.first(node),
    };
  }

  // Puts a line where it belongs, as far as that is here. Gives the way back.
  put(node, { parent, before }) {
    const [from, next] = [node.parentElement, node.nextElementSibling];
    const above = this.find(parent);
    const level = this.level(parent);
    const isUnknown = parent && (!level || !this.isHere(parent));
    if (above) above.setAttribute("data-children", "");
    if (isUnknown) node.remove();
    else {
      const sibling = [...level.children].find((one) => before && one.dataset.node === String(before));
      const more = level.querySelector(":scope > .tree-more");
      level.insertBefore(node, sibling ?? more);
    }
    this.#tidy(from);
    return () => {
      from?.insertBefore(node, next?.isConnected ? next : null);
      from?.closest("li[data-node]")?.setAttribute("data-children", "");
      this.#tidy(level);
    };
  }

  take(node) {
    const from = node.parentElement;
    node.remove();
    this.#tidy(from);
  }

  // A page with nothing under it any more has nothing to open.
  #tidy(level) {
    const above = level?.closest("li[data-node]");
    if (!above || level.childElementCount > 0) return;
    above.removeAttribute("data-children");
    this.show(above, false);
  }

  show(node, isOpen) {
    node.querySelector(":scope > ul").hidden = !isOpen;
    node.querySelector(":scope > .tree-row > .tree-toggle").setAttribute("aria-expanded", String(isOpen));
  }
}
