// Where one was in a list that grows: Back leads to the same item at the same height, however many pages down it stands.
const MOST_PAGES = 20;
const AHEAD = "1200px";
const key = () => `portico:place:${location.pathname}${location.search}`;

export class Place {
  #list;
  #watching;

  constructor(list) {
    this.#list = list;
    // The next page is asked for well before its place is seen.
    this.#watching = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.#more(), {
      rootMargin: AHEAD,
    });
    this.growing = new MutationObserver(() => this.#watch());
    this.leaving = () => this.#remember();
    // The browser would go to where the first page ends, and after us.
    if (cameBack() && sessionStorage.getItem(key())) history.scrollRestoration = "manual";
    this.#begin();
  }

  // htmx knows the lines of the page once that has been read to its end, which is after this module runs.
  async #begin() {
    if (document.readyState !== "complete") await new Promise((read) => addEventListener("load", read, { once: true }));
    if (!this.#list.isConnected) return;
    if (cameBack()) await this.#return();
    addEventListener("pagehide", this.leaving);
    this.growing.observe(this.#list, { childList: true });
    this.#watch();
  }

  end() {
    this.#watching.disconnect();
    this.growing.disconnect();
    removeEventListener("pagehide", this.leaving);
  }

  get #line() {
    return this.#list.querySelector(":scope > .more-line");
  }

  #watch() {
    this.#watching.disconnect();
    if (this.#line) this.#watching.observe(this.#line);
  }

  // A line that has just come is not known to htmx yet.
  #more() {
    if (!this.#line) return;
    globalThis.htmx?.process(this.#line);
    globalThis.htmx?.trigger(this.#line, "more");
  }

  #remember() {
    const items = [...this.#list.querySelectorAll("[data-item]")].filter((item) => item.checkVisibility());
    const seen = items.find((item) => item.getBoundingClientRect().bottom > 0);
    if (!seen || scrollY === 0) return sessionStorage.removeItem(key());
    const at = this.#list.querySelector(".is-at")?.id ?? null;
    sessionStorage.setItem(key(), JSON.stringify({ id: seen.id, top: seen.getBoundingClientRect().top, at }));
  }

  async #return() {
    const place = JSON.parse(sessionStorage.getItem(key()) ?? "null");
    if (!place) return;
    for (let pages = 0; pages < MOST_PAGES && !document.getElementById(place.id) && this.#line; pages += 1) {
      if (!(await this.#grown())) break;
    }
    const item = document.getElementById(place.id);
    item?.closest("details")?.setAttribute("open", "");
    // Again once what was above it has found its height.
    for (let times = 0; item && times < 3; times += 1) {
      scrollBy({ top: item.getBoundingClientRect().top - place.top, behavior: "instant" });
      await new Promise(requestAnimationFrame);
    }
    if (place.at) document.getElementById(place.at)?.classList.add("is-at");
  }

  // One more page stands in the list; false when none came.
  #grown() {
    return new Promise((resolve) => {
      const line = this.#line;
      const waiting = new MutationObserver(() => line.isConnected || done(true));
      const giveUp = setTimeout(() => done(false), 5000);
      const done = (came) => {
        waiting.disconnect();
        clearTimeout(giveUp);
        resolve(came);
      };
      waiting.observe(this.#list, { childList: true });
      this.#more();
    });
  }
}

const cameBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
