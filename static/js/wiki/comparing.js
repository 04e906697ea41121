// <compare-changes>: walks through what changed between two versions. Its buttons do what j and k do, and it says at
// which change one is.
import { gettext, interpolate } from "../i18n.js";

class CompareChanges extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-go]");
      if (button) this.#go(button.dataset.go === "next" ? 1 : -1);
    });
    document.addEventListener("focusin", this.#told);
    this.#tell();
  }

  disconnectedCallback() {
    document.removeEventListener("focusin", this.#told);
  }

  // The change one has come to, by a key or a button: a press of the mouse takes the mark off it, not the place.
  #here = null;

  #told = (event) => {
    this.#here = event.target.closest?.(".compare [data-step]") ?? this.#here;
    this.#tell();
  };

  get #places() {
    return [...document.querySelectorAll(".compare [data-step]")];
  }

  #go(by) {
    const places = this.#places;
    if (!places.length) return;
    const at = places.indexOf(this.#here);
    const next = places[at < 0 ? (by > 0 ? 0 : places.length - 1) : (at + by + places.length) % places.length];
    places[at]?.classList.remove("is-at");
    next.classList.add("is-at");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    this.#tell();
  }

  #tell() {
    const places = this.#places;
    const slot = this.querySelector("[data-at]");
    const at = places.indexOf(this.#here);
    if (slot && at >= 0) slot.textContent = interpolate(gettext("%(place)s of %(all)s"), { place: at + 1, all: places.length });
  }
}

customElements.define("compare-changes", CompareChanges);
