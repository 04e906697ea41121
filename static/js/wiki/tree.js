// <page-tree data-url data-stream data-since data-at data-writes>: the pages of a space. What stands under a page is
// fetched when it is opened, and what is open stays so (in a cookie, so that the next page comes with it). Links, so Tab
// walks through it; the arrow keys walk faster. With Alt and Shift they move the page.
import { announce } from "../announce.js";
import { parse, wake } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import { shortcut } from "../shortcuts.js";
import { TreeDrag } from "./tree-drag.js";
import { TreeNews } from "./tree-news.js";
import { TreeNodes } from "./tree-nodes.js";
import { readOpen, stepFor, withOpen } from "./tree-place.js";

const COOKIE = "portico_tree";
const TYPING = 180;
const YEAR = 31_536_000;

class PageTree extends HTMLElement {
  #nodes = new TreeNodes(this);
  #news = new TreeNews(this.#nodes, () => this.#readAgain());
  #leave = null;
  #timer = null;
  #asked = 0;

  connectedCallback() {
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    this.addEventListener("input", this.#typed);
    this.addEventListener("submit", this.#submitted);
    this.#scrollToCurrent();
    if (this.dataset.writes !== undefined && matchMedia("(hover: hover)").matches) {
      new TreeDrag(this, this.#nodes, { move: (node, place) => this.#move(node, place), open: (node) => this.#open(node) });
      this.#makeDraggable(this);
    }
    if (this.dataset.stream) {
      const since = this.dataset.since ? Number(this.dataset.since) : null;
      this.#leave = live.follow(this.dataset.stream, since, (frame) => this.#news.heard(frame));
    }
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#news.leave();
    clearTimeout(this.#timer);
  }

  get field() {
    return this.querySelector('input[type="search"]');
  }

  get found() {
    return this.querySelector("[data-found]");
  }

  // --- opening --------------------------------------------------------------------------------------------------------
  #clicked = (event) => {
    const toggle = event.target.closest(".tree-toggle");
    const more = event.target.closest("[data-more]");
    if (toggle) {
      const node = toggle.closest("li[data-node]");
      if (toggle.getAttribute("aria-expanded") === "true") this.#close(node);
      else this.#open(node);
    } else if (more && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#fetchMore(more);
    }
  };

  async #open(node) {
    const id = Number(node.dataset.node);
    const level = node.querySelector(":scope > ul");
    if (!node.hasAttribute("data-children")) return false;
    if (level.childElementCount === 0 && !(await this.#fill(level, `${this.dataset.url}?under=${id}`))) return false;
    this.#nodes.show(node, true);
    remember(id, true);
    return true;
  }

  #close(node) {
    this.#nodes.show(node, false);
    remember(Number(node.dataset.node), false);
  }

  async #fill(level, url) {
    const lines = await this.#ask(url);
    if (!lines) return false;
    level.replaceChildren(...lines.children);
    this.#makeDraggable(level);
    return true;
  }

  async #fetchMore(link) {
    link.setAttribute("aria-busy", "true");
    const lines = await this.#ask(link.href);
    link.removeAttribute("aria-busy");
    if (!lines) return;
    const fresh = [...lines.children].filter((line) => !this.#nodes.find(line.dataset.node));
    const hadFocus = document.activeElement === link;
    link.closest("li").replaceWith(...fresh);
    for (const line of fresh) this.#makeDraggable(line);
    if (hadFocus) this.#nodes.link(fresh[0])?.focus();
  }

  async #ask(url) {
    try {
      const response = await send(url, { method: "GET" });
      return parse(await response.text());
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
      return null;
    }
  }

  async #readAgain() {
    const lines = await this.#ask(`${this.dataset.url}?at=${this.dataset.at ?? ""}`);
    if (!lines || !this.#nodes.root) return;
    const focused = this.#nodes.root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const side = this.closest(".side");
    const top = side?.scrollTop;
    this.#nodes.root.replaceWith(lines);
    this.#makeDraggable(this);
    wake(this);
    if (side) side.scrollTop = top;
    if (focused) this.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #scrollToCurrent() {
    const side = this.closest(".side");
    const current = this.querySelector("a[aria-current]");
    if (!side || !current) return;
    const below = current.getBoundingClientRect().bottom - side.getBoundingClientRect().top - side.clientHeight;
    if (below > 0) side.scrollTop += below + side.clientHeight / 3;
  }

  // --- finding --------------------------------------------------------------------------------------------------------
  #typed = (event) => {
    if (event.target !== this.field) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), TYPING);
  };

  // Before anything was typed long enough, Enter opens the page of results; afterwards the first of them.
  #submitted = (event) => {
    const first = this.found?.querySelector("a");
    if (!first || this.found.hidden) return;
    event.preventDefault();
    first.click();
  };

  async #find() {
    const text = this.field.value.trim();
    const asked = (this.#asked += 1);
    if (!text) return this.#showFound(null);
    const html = await this.#ask(`${this.dataset.url}?find=${encodeURIComponent(text)}`);
    if (html && asked === this.#asked) this.#showFound(html);
  }

  #showFound(html) {
    const list = this.#nodes.root;
    if (list) list.hidden = html !== null;
    this.found.hidden = html === null;
    this.found.replaceChildren(...(html ? html.childNodes : []));
    if (html === null) return;
    const count = this.found.querySelectorAll("a").length;
    announce("tree", interpolate(ngettext("%s page found", "%s pages found", count), [count]));
  }

  // --- keys -----------------------------------------------------------------------------------------------------------
  #pressed = (event) => {
    const { key, target } = event;
    if (target === this.field) {
      if (key === "Escape" && this.field.value) {
        event.preventDefault();
        this.field.value = "";
        this.#find();
      } else if (key === "ArrowDown") {
        event.preventDefault();
        (this.found.querySelector("a") ?? this.#nodes.links()[0])?.focus();
      }
      return;
    }
    if (this.found.contains(target)) return this.#walk(event, [...this.found.querySelectorAll("a")]);
    const node = target.closest("li[data-node]");
    if (!node || event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.shiftKey) return this.#moveByKey(event, node);
    if (event.altKey || event.shiftKey) return;
    if (key === "ArrowRight" || key === "ArrowLeft") this.#inOrOut(event, node);
    else this.#walk(event, this.#nodes.links(), this.#nodes.link(node));
  };

  #walk(event, links, from = document.activeElement) {
    const at = links.indexOf(from);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    if (to < 0) this.field?.focus();
    else links[Math.min(to, links.length - 1)].focus();
  }

  async #inOrOut(event, node) {
    event.preventDefault();
    const isOpen = this.#nodes.isOpen(node);
    if (event.key === "ArrowRight") {
      if (isOpen) this.#nodes.link(node.querySelector(":scope > ul > li"))?.focus();
      else await this.#open(node);
    } else if (isOpen) this.#close(node);
    else this.#nodes.link(this.#nodes.above(node))?.focus();
  }

  // --- moving ---------------------------------------------------------------------------------------------------------
  async #moveByKey(event, node) {
    const place = this.dataset.writes === undefined ? null : stepFor(event.key, this.#nodes.around(node));
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (!place) return;
    const into = event.key === "ArrowRight" ? this.#nodes.find(place.parent) : null;
    if (into?.hasAttribute("data-children")) await this.#open(into);
    await this.#move(node, place);
    if (into) this.#nodes.show(into, true);
    this.#nodes.link(node)?.focus();
  }

  async #move(node, place) {
    if (this.classList.contains("is-moving")) return;
    const before = this.#nodes.around(node);
    if (place.parent === before.parent && place.before === before.next) return;
    const back = this.#nodes.put(node, place);
    this.classList.add("is-moving");
    const body = new FormData();
    body.set("parent", place.parent ?? "");
    body.set("before", place.before ?? "");
    try {
      await send(`/wiki/${node.dataset.node}/move/`, { body });
      announce("moved", interpolate(gettext("“%(title)s” was moved."), { title: this.#nodes.title(node) }));
    } catch (refused) {
      back();
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    } finally {
      this.classList.remove("is-moving");
    }
  }

  #makeDraggable(root) {
    if (this.dataset.writes === undefined) return;
    for (const row of root.querySelectorAll(".tree-row")) row.draggable = true;
  }
}

function remember(id, isOpen) {
  const kept = /(?:^|; )portico_tree=([\d.]*)/.exec(document.cookie)?.[1];
  const ids = withOpen(readOpen(kept), id, isOpen);
  document.cookie = `${COOKIE}=${ids.join(".")}; path=/wiki/; max-age=${YEAR}; samesite=lax`;
}

customElements.define("page-tree", PageTree);

const field = () => document.querySelector("page-tree input[type='search']");
shortcut({
  key: "t",
  label: gettext("Find a page in the tree"),
  run: () => {
    const side = document.querySelector(".reading > .side");
    if (side && !side.checkVisibility()) document.querySelector("[data-shows-tree]")?.click();
    field()?.focus();
  },
  when: () => Boolean(field()),
});
