// The title of the page: renamed when one leaves the field, or presses Enter in it. A field of one line that grows.
import { gettext } from "../../../static/js/i18n.js";
import { sayRefused, send } from "../../../static/js/requests.js";

export class TitleField {
  #known;

  constructor(field, address) {
    Object.assign(this, { field, address });
    this.#known = field.value;
    field.addEventListener("change", () => this.#rename());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        field.blur();
      } else if (event.key === "Escape") {
        field.value = this.#known;
        field.blur();
      }
    });
  }

  get title() {
    return this.#known;
  }

  lock() {
    this.field.readOnly = true;
  }

  // Somebody else renamed it. What one is typing oneself stays.
  heard(title) {
    const isTyping = document.activeElement === this.field && this.field.value !== this.#known;
    this.#known = title;
    if (!isTyping) this.#show(title);
  }

  async #rename() {
    const title = this.field.value.replace(/\s+/g, " ").trim();
    if (title === "" || title === this.#known) return this.#show(this.#known);
    const body = new FormData();
    body.set("title", title);
    try {
      const answer = await send(this.address, { body, accept: "application/json" });
      this.heard((await answer.json()).title);
      this.field.setCustomValidity("");
    } catch (refused) {
      // What was typed stays in the field, to be sent again by leaving it once more.
      this.field.setCustomValidity(refused.message || gettext("The title could not be saved."));
      sayRefused(refused);
    }
  }

  #show(title) {
    this.field.value = title;
    document.title = document.title.replace(/^.*?(?= · |$)/, title);
  }
}
