// The line above every page. Whoever has put it away is known to this browser alone, by the words it was about;
// first-paint.js hides it before anything is painted.
const KEY = "portico-banner";

class SiteBanner extends HTMLElement {
  connectedCallback() {
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
    if (document.documentElement.dataset.bannerGone === this.dataset.banner) this.remove();
  }
}

customElements.define("site-banner", SiteBanner);
