// Pictures, large: <a href="large.webp" data-lightbox><img alt="…"></a> opens in a dialog instead of a page. The arrow
// keys, the buttons and a swipe walk the pictures of the same [data-gallery]; Escape, or a press beside the picture,
// closes, and the focus goes back to where it was. Without scripts the link leads to the picture.
import { gettext, interpolate } from "./i18n.js";

const SWIPE = 48;

// Which picture comes by a key, of so many; null where the key means nothing.
export function turned(key, at, count) {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : (to + count) % count;
}

class Lightbox {
  #pictures = [];
  #at = 0;
  #from = null;

  constructor(dialog) {
    this.dialog = dialog;
    this.slot = (name) => dialog.querySelector(`[data-slot="${name}"]`);
    this.slot("previous").addEventListener("click", () => this.#turn("ArrowLeft"));
    this.slot("next").addEventListener("click", () => this.#turn("ArrowRight"));
    dialog.addEventListener("keydown", (event) => this.#turn(event.key) && event.preventDefault());
    dialog.addEventListener("click", (event) => event.target.closest("img, button, a, figcaption") || dialog.close());
    dialog.addEventListener("pointerdown", (event) => (this.#from = event.clientX));
    dialog.addEventListener("pointerup", (event) => this.#swiped(event.clientX));
    dialog.addEventListener("close", () => this.#pictures[this.#at]?.focus({ preventScroll: true }));
  }

  open(link) {
    const gallery = link.closest("[data-gallery]");
    this.#pictures = gallery ? [...gallery.querySelectorAll("a[data-lightbox]")] : [link];
    this.#show(this.#pictures.indexOf(link));
    this.dialog.showModal();
  }

  #turn(key) {
    const to = turned(key, this.#at, this.#pictures.length);
    if (to === null) return false;
    this.#show(to);
    return true;
  }

  #swiped(x) {
    const by = this.#from === null ? 0 : x - this.#from;
    this.#from = null;
    if (Math.abs(by) > SWIPE) this.#turn(by < 0 ? "ArrowRight" : "ArrowLeft");
  }

  #show(at) {
    this.#at = at;
    const link = this.#pictures[at];
    const alt = link.querySelector("img").alt;
    const count = this.#pictures.length;
    const picture = this.slot("picture");
    picture.src = link.href;
    picture.alt = alt;
    this.slot("caption").textContent = alt || link.getAttribute("aria-label") || "";
    this.slot("save").href = link.dataset.lightbox || link.href;
    this.slot("count").textContent = count > 1 ? interpolate(gettext("%(at)s of %(count)s"), { at: at + 1, count }) : "";
    for (const name of ["previous", "next"]) this.slot(name).hidden = count < 2;
  }
}

if (globalThis.document) {
  let lightbox = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-lightbox]");
    const dialog = document.getElementById("lightbox");
    if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    lightbox ??= new Lightbox(dialog);
    lightbox.open(link);
  });
}
