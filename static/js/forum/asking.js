// <ask-form similar="/community/ask/similar/" told="/community/ask/told/"> around the form in which a topic begins: looks
// for what may answer it already while the title is being written, offers what the chosen category takes, and says
// afterwards, about nobody, whether something that was opened has spared the question.
import { interpolate, ngettext } from "../i18n.js";
import { guardToken } from "../requests.js";
import { Similar } from "../search/similar.js";

class AskForm extends (globalThis.HTMLElement ?? Object) {
  #opened = new Set();
  #wasOffered = false;
  #isSent = false;

  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.shown) return;
    this.shown = this.form.querySelector("[data-similar]");
    this.category = this.form.elements.category;
    this.shown.addEventListener("click", (event) => this.#open(event));
    this.shown.addEventListener("auxclick", (event) => this.#open(event));
    this.category.addEventListener("change", () => this.#place(true));
    this.form.addEventListener("submit", () => (this.#isSent = true));
    addEventListener("pagehide", () => this.#leave());
    this.#place(false);
    this.#bringBackFiles();
    new Similar(this.form.elements.title, this.shown, this.getAttribute("similar"), {
      words: (count) =>
        interpolate(ngettext("%(count)s thing that may answer it already", "%(count)s things that may answer it already", count), { count }),
      shown: () => this.#offered(),
    });
  }

  #offered() {
    if (!this.#wasOffered) this.#tell("offered");
    this.#wasOffered = true;
  }

  #open(event) {
    const link = event.target.closest?.("[data-entry]");
    if (!link) return;
    if (this.#opened.size === 0) this.#tell("opened");
    this.#opened.add(link.dataset.entry);
  }

  // Left without asking, after something was opened: that has answered it.
  #leave() {
    if (this.#isSent || this.#opened.size === 0) return;
    this.#tell("spared", [...this.#opened]);
    this.#opened.clear();
  }

  #tell(what, entries = []) {
    const body = new FormData();
    body.set("what", what);
    for (const entry of entries) body.append("entry", entry);
    const headers = { "X-CSRFToken": guardToken() };
    fetch(this.getAttribute("told"), { method: "POST", body, headers, keepalive: true, credentials: "same-origin" }).catch(() => {});
  }

  // What can be begun there, who reads it, and what to begin with.
  #place(isChosen) {
    const chosen = this.category.selectedOptions[0];
    if (!chosen) return;
    const { sorts, about, audience, template } = chosen.dataset;
    const taken = sorts.split(" ");
    const radios = [...this.form.querySelectorAll('input[name="sort"]')];
    for (const radio of radios) {
      radio.disabled = !taken.includes(radio.value);
      radio.closest("label").hidden = radio.disabled;
    }
    if (!radios.some((radio) => radio.checked && !radio.disabled)) {
      const first = radios.find((radio) => radio.value === taken[0]);
      if (first) first.checked = true;
    }
    this.form.querySelector("[data-sort-choice]").hidden = taken.length < 2;
    this.form.querySelector("[data-place-about]").textContent = about.trim();
    this.querySelector("mention-menu")?.setAttribute("scope", `audience=${audience}`);
    const preview = this.querySelector("[data-preview]");
    if (preview) preview.dataset.audience = audience;
    const body = this.form.elements.body;
    const others = [...this.category.options].map((option) => option.dataset.template.trim());
    if (isChosen && (body.value.trim() === "" || others.includes(body.value.trim()))) body.value = template;
  }

  // A draft remembers its files; the form has to carry them again.
  #bringBackFiles() {
    const files = JSON.parse(this.form.dataset.kept ?? "null")?.files ?? [];
    if (files.length > 0) this.querySelector("upload-drop")?.bringBack?.(files);
  }
}

if (globalThis.customElements) customElements.define("ask-form", AskForm);
