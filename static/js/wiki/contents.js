// <page-contents>: the table of contents marks the section one reads. Without scripts it is the same list of links.
const ABOVE = 120;

// The last heading that has passed the line; the first before any has. At the end of the page, the last one in sight.
export function sectionAt(tops, { line, isAtEnd, bottom }) {
  if (tops.length === 0) return -1;
  const passed = tops.findLastIndex((top) => top <= line);
  if (isAtEnd) return Math.max(passed, tops.findLastIndex((top) => top < bottom));
  return Math.max(passed, 0);
}

class PageContents extends (globalThis.HTMLElement ?? Object) {
  #frame = null;
  #now = null;

  connectedCallback() {
    this.links = [...this.querySelectorAll("a[href^='#']")];
    this.#mark();
    addEventListener("scroll", this.#soon, { passive: true });
    addEventListener("resize", this.#soon);
  }

  disconnectedCallback() {
    removeEventListener("scroll", this.#soon);
    removeEventListener("resize", this.#soon);
    cancelAnimationFrame(this.#frame);
  }

  #soon = () => {
    this.#frame ??= requestAnimationFrame(() => this.#mark());
  };

  #mark() {
    this.#frame = null;
    const headings = this.links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? Infinity);
    const page = document.documentElement;
    const isAtEnd = page.scrollTop + innerHeight >= page.scrollHeight - 4 && page.scrollTop > 0;
    const at = this.links[sectionAt(tops, { line: ABOVE, isAtEnd, bottom: innerHeight })] ?? null;
    if (at === this.#now) return;
    this.#now?.removeAttribute("aria-current");
    at?.setAttribute("aria-current", "true");
    this.#now = at;
    this.#keepInSight(at);
  }

  #keepInSight(link) {
    const box = this.closest(".beside");
    if (!link || !box || box.scrollHeight <= box.clientHeight) return;
    const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top + 80) box.scrollTop -= outer.top + 80 - inner.top;
    else if (inner.bottom > outer.bottom - 40) box.scrollTop += inner.bottom - outer.bottom + 40;
  }
}

globalThis.customElements?.define("page-contents", PageContents);
