// <live-inbox>: says that there is more, and shows it when asked; what one reads does not move.
import { gettext } from "../i18n.js";

class LiveInbox extends HTMLElement {
  connectedCallback() {
    this.heard = () => this.offer();
    document.addEventListener("portico:inbox", this.heard);
  }

  disconnectedCallback() {
    document.removeEventListener("portico:inbox", this.heard);
  }

  offer() {
    if (this.querySelector(".new-pill")) return;
    const pill = document.createElement("a");
    pill.className = "new-pill";
    pill.href = this.dataset.url;
    pill.textContent = gettext("Show what is new");
    this.prepend(pill);
  }
}

customElements.define("live-inbox", LiveInbox);
