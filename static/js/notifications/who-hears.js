// <who-hears url="…"> in a composer: asks, with what has been typed so far, who would be notified. What it said goes as
// soon as something else is written.
import { insert, parseOne } from "../fragment.js";
import { Refused, sayRefused, send } from "../requests.js";

class WhoHears extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.hidden = false;
    this.form = this.closest("form");
    this.addEventListener("click", this.#ask);
    this.form?.addEventListener("input", this.#forget);
    this.form?.addEventListener("change", this.#forget);
    this.form?.addEventListener("reset", this.#forget);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#ask);
    this.form?.removeEventListener("input", this.#forget);
    this.form?.removeEventListener("change", this.#forget);
    this.form?.removeEventListener("reset", this.#forget);
  }

  #ask = async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    const url = this.getAttribute("url").replace("KIND", this.form.dataset.kind ?? "");
    try {
      const response = await send(url, { body: new FormData(this.form) });
      this.#forget();
      insert(parseOne(await response.text()), this.form.querySelector("[data-heard]"), "last");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };

  #forget = () => this.form.querySelector("[data-heard]")?.replaceChildren();
}

globalThis.customElements?.define("who-hears", WhoHears);
