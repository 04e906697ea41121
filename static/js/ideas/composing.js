// <idea-form similar="/ideas/similar/"> around the form in which an idea begins: offers what others have suggested already,
// and the categories of the board that is chosen.
import { interpolate, ngettext } from "../i18n.js";
import { Similar } from "../search/similar.js";

class IdeaForm extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.form = this.querySelector("form");
    const place = this.form?.querySelector("[data-similar]");
    if (!place || this.similar) return;
    this.similar = new Similar(this.form.elements.title, place, this.getAttribute("similar"), {
      words: (count) => interpolate(ngettext("%(count)s thing that is like it", "%(count)s things that are like it", count), { count }),
    });
    this.board = this.form.elements.board;
    this.category = this.form.elements.category;
    this.board.addEventListener("change", () => this.#place());
    this.#place();
    this.#bringBackFiles();
  }

  #place() {
    const chosen = this.board.selectedOptions[0];
    if (!chosen) return;
    if (this.category) this.#offerCategories(chosen.value);
    this.form.querySelector("[data-place-about]").textContent = chosen.dataset.about ?? "";
    this.querySelector("mention-menu")?.setAttribute("scope", `audience=${chosen.dataset.audience}`);
    const preview = this.querySelector("[data-preview]");
    if (preview) preview.dataset.audience = chosen.dataset.audience;
  }

  #offerCategories(board) {
    let any = false;
    for (const option of this.category.options) {
      option.hidden = option.disabled = Boolean(option.dataset.board) && option.dataset.board !== board;
      any ||= Boolean(option.dataset.board) && !option.hidden;
      if (option.hidden && option.selected) this.category.value = "";
    }
    this.category.closest("[data-category]").hidden = !any;
  }

  // A draft remembers its files; the form has to carry them again.
  #bringBackFiles() {
    const files = JSON.parse(this.form.dataset.kept ?? "null")?.files ?? [];
    if (files.length > 0) this.querySelector("upload-drop")?.bringBack?.(files);
  }
}

if (globalThis.customElements) customElements.define("idea-form", IdeaForm);
