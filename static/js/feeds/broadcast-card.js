// <broadcast-card>: acknowledged where it stands. The server answers with what the reader's own part says now.
import { parseOne, insert } from "../fragment.js";
import { Refused, sayRefused, send } from "../requests.js";

class BroadcastCard extends (globalThis.HTMLElement ?? Object) {
  #busy = false;

  connectedCallback() {
    this.addEventListener("submit", this.#acknowledge);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#acknowledge);
  }

  #acknowledge = async (event) => {
    const form = event.target.closest("[data-acknowledge]");
    if (!form) return;
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      const response = await send(form.action, { body: new FormData(form) });
      const now = parseOne(await response.text());
      now.setAttribute("role", "status");
      insert(now, this.querySelector(".broadcast-own"), "instead");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    } finally {
      form.removeAttribute("aria-busy");
      this.#busy = false;
    }
  };
}

if (globalThis.customElements) customElements.define("broadcast-card", BroadcastCard);
