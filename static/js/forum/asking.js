// <ask-form similar="/community/ask/similar/" told="/community/ask/told/"> around the form in which a topic begins: looks
// for what may answer it already while the title is being written, offers what the chosen category takes, and says
// afterwards, about nobody, whether something that was opened has spared the question.
import { announce } from "../announce.js";
import { insert } from "../fragment.js";
import { interpolate, ngettext } from "../i18n.js";
import { guardToken, send } from "../requests.js";

const WAIT = 350;
const LEAST = 8;

class AskForm extends (globalThis.HTMLElement ?? Object) {
  #timer = null;
  #asked = null;
  #last = "";
  #opened = new Set();
  #wasOffered = false;
  #isSent = false;

  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.shown) return;
    this.shown = this.form.querySelector("[data-similar]");
    this.line = this.form.elements.title;
    this.category = this.form.elements.category;
    this.line.addEventListener("input", () => this.#look());
    this.shown.addEventListener("click", (event) => this.#open(event));
    this.shown.addEventListener("auxclick", (event) => this.#open(event));
    this.category.addEventListener("change", () => this.#place(true));
    this.form.addEventListener("submit", () => (this.#isSent = true));
    addEventListener("pagehide", () => this.#leave());
    this.#place(false);
    this.#bringBackFiles();
    if (this.line.value) this.#look(0);
  }

  #look(wait = WAIT) {
    clearTimeout(this.#timer);
    const text = this.line.value.trim();
    if (text.length < LEAST) return this.#show("");
    if (text !== this.#last) this.#timer = setTimeout(() => this.#ask(text), wait);
  }

  async #ask(text) {
    this.#last = text;
    this.#asked?.abort();
    this.#asked = new AbortController();
    try {
      const url = `${this.getAttribute("similar")}?q=${encodeURIComponent(text)}`;
      const answer = await send(url, { method: "GET", signal: this.#asked.signal });
      this.#show(await answer.text());
    } catch {
      // Nothing similar is no harm: the question can be asked.
      this.#show("");
    }
  }

  #show(html) {
    this.shown.replaceChildren();
    if (html.trim()) insert(html, this.shown);
    const count = this.shown.querySelectorAll("[data-entry]").length;
    this.shown.hidden = count === 0;
    if (count === 0) {
      this.#last = html ? this.#last : "";
      return;
    }
    announce("similar", interpolate(ngettext("%(count)s thing that may answer it already", "%(count)s things that may answer it already", count), { count }));
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
