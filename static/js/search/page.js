// <search-page>: says that an answer is on its way when it takes longer than a quarter of a second. The page itself is
// an address, so going on is following a link.
const QUIET = 250;

class SearchPage extends HTMLElement {
  #timer = null;

  connectedCallback() {
    this.addEventListener("submit", () => this.#waits());
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) this.#waits();
    });
    // Back from another page, nothing is on its way.
    addEventListener("pageshow", () => this.#rests());
  }

  #waits() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.querySelector("[data-found]")?.setAttribute("aria-busy", "true"), QUIET);
  }

  #rests() {
    clearTimeout(this.#timer);
    this.querySelector("[data-found]")?.removeAttribute("aria-busy");
  }
}

customElements.define("search-page", SearchPage);
