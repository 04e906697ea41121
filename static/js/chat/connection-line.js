// Says in a room how it stands with the line: that it is being made, that there is none. A line that comes back quickly
// is not worth a word.
import { gettext } from "../i18n.js";
import { live } from "../live.js";

const PATIENCE = 1000;

export class ConnectionLine {
  #timer = null;
  #say = () => this.#look();

  constructor(place) {
    this.place = place;
    live.addEventListener("state", this.#say);
    addEventListener("online", this.#say);
    addEventListener("offline", this.#say);
    this.#look();
  }

  end() {
    clearTimeout(this.#timer);
    live.removeEventListener("state", this.#say);
    removeEventListener("online", this.#say);
    removeEventListener("offline", this.#say);
  }

  #look() {
    clearTimeout(this.#timer);
    if (live.state === "live" && navigator.onLine !== false) return this.#show("");
    const isOff = navigator.onLine === false;
    const words = isOff ? gettext("Offline. What you write will be sent when you are back.") : gettext("Connecting…");
    this.#timer = setTimeout(() => this.#show(words), isOff ? 0 : PATIENCE);
  }

  #show(words) {
    if (!this.place) return;
    this.place.hidden = words === "";
    if (this.place.textContent !== words) this.place.textContent = words;
  }
}
