// The line above every page. Whoever has put it away is known to this browser alone, by the words it was about;
// first-paint.js hides it before anything is painted. Open pages hear of a change, and the line goes at its time.
import { announce } from "./announce.js";
import { parse } from "./fragment.js";
import { live } from "./live.js";

const KEY = "portico-banner";
// Browsers take a longer wait for none at all.
const LONGEST_WAIT = 2 ** 31 - 1;

class SiteBanner extends HTMLElement {
  #timer = null;

  connectedCallback() {
    if (putAway() === this.dataset.banner) {
      this.remove();
      return;
    }
    this.#goInTime();
    const button = this.querySelector("[data-put-away]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(KEY, this.dataset.banner);
      } catch {
        // A browser that keeps nothing shows it again on the next page.
      }
      document.getElementById("main")?.focus({ preventScroll: true });
      this.remove();
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #goInTime() {
    if (!this.dataset.until) return;
    const wait = Number(this.dataset.until) * 1000 - Date.now();
    if (wait < LONGEST_WAIT) this.#timer = setTimeout(() => this.remove(), Math.max(0, wait));
  }
}

function putAway() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function show(html) {
  const next = html ? parse(html).querySelector("site-banner") : null;
  document.querySelector("site-banner")?.remove();
  if (!next) return;
  document.querySelector(".skip").after(next);
  if (next.isConnected) announce("banner", next.querySelector("p").textContent);
}

customElements.define("site-banner", SiteBanner);
const { person, side } = document.documentElement.dataset;
if (person) live.follow(`banner_${side}`, null, (frame) => show(frame.html));
