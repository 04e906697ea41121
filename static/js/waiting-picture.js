// <waiting-picture src="/files/…/medium">: the frame of a picture whose copies are still being made. It asks for the
// picture a few times, less and less often, and puts what its <template> holds into its place once it is there.
const PAUSES = [600, 1200, 2400, 5000, 10_000, 20_000];

class WaitingPicture extends (globalThis.HTMLElement ?? Object) {
  #pause;

  connectedCallback() {
    this.#ask(0);
  }

  disconnectedCallback() {
    clearTimeout(this.#pause);
  }

  #ask(turn) {
    if (turn === PAUSES.length) return;
    this.#pause = setTimeout(() => {
      const probe = new Image();
      probe.addEventListener("load", () => this.replaceWith(this.querySelector("template").content));
      probe.addEventListener("error", () => this.isConnected && this.#ask(turn + 1));
      probe.src = this.getAttribute("src");
    }, PAUSES[turn]);
  }
}

if (globalThis.customElements) customElements.define("waiting-picture", WaitingPicture);
