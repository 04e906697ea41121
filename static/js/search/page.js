// <search-page>: says that an answer is on its way when it takes longer than a quarter of a second. The page itself is
// an address, so going on is following a link. With heard (a token of this search) it also tells the server, without
// keeping anybody waiting, that the results were looked at and whether one was opened: only words are counted, not people.
import { send } from "../requests.js";
import { remember } from "./recent.js";

const QUIET = 250;
const LOOKED = 1500;

class SearchPage extends HTMLElement {
  #timer = null;
  #hasOpened = false;

  connectedCallback() {
    remember(new URLSearchParams(location.search).get("q") ?? "");
    this.addEventListener("submit", () => this.#waits());
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.button !== 0) return;
      this.#opens(link);
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.#waits();
    });
    this.addEventListener("auxclick", (event) => event.button === 1 && this.#opens(event.target.closest("a[href]")));
    // Back from another page, nothing is on its way.
    addEventListener("pageshow", () => this.#rests());
    if (this.hasAttribute("heard")) setTimeout(() => this.isConnected && !this.#hasOpened && this.#tell(""), LOOKED);
  }

  #opens(link) {
    if (!link?.closest(".results, .person-row") || !this.hasAttribute("heard")) return;
    this.#hasOpened = true;
    this.#tell("1", link.closest("[data-found]")?.dataset.found);
  }

  async #tell(opened, entry = "") {
    const body = new FormData();
    body.set("token", this.getAttribute("heard"));
    body.set("opened", opened);
    body.set("entry", entry);
    try {
      await send(this.getAttribute("heard-url"), { body, keepalive: true });
    } catch {
      // It is a count. Nobody is told that one is missing.
    }
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
