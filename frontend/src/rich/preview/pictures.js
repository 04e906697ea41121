// A picture in the text. What was just uploaded here is shown from here, until the server has its copies.
import { WidgetType } from "@codemirror/view";
import { gettext } from "../../../../static/js/i18n.js";

const SIZES = /\/(thumb|medium|large)$/;
const WAITS = [1500, 4000, 10_000, 30_000];
const own = new Map();

export const showFromHere = (src, blob) => own.set(src, URL.createObjectURL(blob));

export class Picture extends WidgetType {
  constructor(picture) {
    super();
    this.picture = picture;
  }

  eq({ picture }) {
    return picture.src === this.picture.src && picture.alt === this.picture.alt && picture.width === this.picture.width;
  }

  toDOM(view) {
    const { src, alt, width } = this.picture;
    const frame = document.createElement("span");
    frame.className = "rich-picture";
    const image = document.createElement("img");
    image.alt = alt || gettext("Picture without a description");
    if (width) image.width = width;
    image.addEventListener("load", () => {
      frame.classList.remove("is-missing");
      view.requestMeasure();
    });
    let tries = 0;
    image.addEventListener("error", () => {
      frame.classList.add("is-missing");
      if (tries < WAITS.length && frame.isConnected) setTimeout(() => (image.src = src), WAITS[tries]);
      tries += 1;
    });
    image.src = own.get(src) ?? src;
    frame.append(image);
    if (!alt && SIZES.test(src)) frame.append(missingWords());
    return frame;
  }

  // The same picture under other words or in another width: it does not blink.
  updateDOM(frame) {
    const { src, alt, width } = this.picture;
    const image = frame.querySelector("img");
    if (new URL(image.src, location.href).pathname !== src && image.src !== own.get(src)) return false;
    image.alt = alt || gettext("Picture without a description");
    if (width) image.width = width;
    else image.removeAttribute("width");
    frame.querySelector(".rich-wordless")?.remove();
    if (!alt) frame.append(missingWords());
    return true;
  }

  get estimatedHeight() {
    return -1;
  }

  ignoreEvent(event) {
    return event.type !== "mousedown";
  }
}

function missingWords() {
  const line = document.createElement("span");
  line.className = "rich-wordless";
  line.textContent = gettext("No description yet");
  return line;
}
