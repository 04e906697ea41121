// <message-composer key="room:5" data-kept="…">: where one writes in a room. Enter sends, Shift and Enter breaks the line;
// on a touch screen Enter breaks it. What is written is kept as in every composer; what is sent becomes a letter, which
// the room delivers ("portico:letter", with the letter).
import { fillFields, written } from "../composer-fields.js";
import { gettext } from "../i18n.js";
import { Keeping } from "../keeping.js";
import { say } from "../pending.js";
import { Refused, sayRefused, sendJson } from "../requests.js";
import { toast } from "../toasts.js";
import { isCommand } from "./commands.js";
import { whatEnterDoes } from "./enter.js";
import { lettersOf } from "./posting.js";

class MessageComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.keeping) return;
    this.key = this.getAttribute("key");
    this.clientId = this.form.elements.namedItem("client_id") ?? hidden(this.form, "client_id");
    if (!this.clientId.value) this.clientId.value = crypto.randomUUID();
    this.keeping = new Keeping(this.form, this.key, { holder: this, clientId: this.clientId, uploads: () => this.uploads });
    this.#putBack();
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("portico:uploads", () => this.#changed());
    this.form.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.#mark();
  }

  get field() {
    return this.form.elements.namedItem("body");
  }

  get uploads() {
    return this.querySelector("upload-drop");
  }

  get text() {
    return this.field.value.trim();
  }

  get isEmpty() {
    return this.text === "" && this.uploads?.isEmpty !== false;
  }

  focus() {
    this.field.focus();
  }

  // A letter that is taken back to be changed. What was being written meanwhile stays, below it.
  takeBack(letter) {
    const fields = Object.fromEntries(letter.fields);
    fields.body = [letter.text, this.text].filter(Boolean).join("\n\n");
    fillFields(this.form, fields);
    this.uploads?.bringBack(letter.attached ?? []);
    this.#changed();
    this.focus();
  }

  // Something to answer to, put into what one writes.
  insert(change) {
    this.field.value = change(this.field.value);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.focus();
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  // Something that was written here is not wanted any more, on the server neither.
  forget() {
    if (this.isEmpty) this.keeping.done();
  }

  #putBack() {
    // What the server gave back with an error is newer than the draft.
    if (this.form.querySelector(".error, [aria-invalid='true']")) return;
    const draft = this.keeping.found();
    // What is on its way already stands in the list.
    if (!draft || lettersOf(this.key).has(draft.clientId)) return;
    fillFields(this.form, draft.fields);
    if (this.uploads?.isEmpty) this.uploads.bringBack(draft.files);
    if (draft.clientId) this.clientId.value = draft.clientId;
    if (draft.other) this.keeping.offer(draft.other);
  }

  #changed() {
    this.#mark();
    this.keeping.changed();
    this.dispatchEvent(new CustomEvent("portico:written", { bubbles: true, detail: { isEmpty: this.isEmpty } }));
  }

  #mark() {
    this.form.classList.toggle("has-text", !this.isEmpty);
    const button = this.form.querySelector("[type='submit']:not([data-always])");
    button?.setAttribute("aria-disabled", String(this.isEmpty || Boolean(this.uploads?.isBusy)));
    if (!CSS.supports("field-sizing", "content")) {
      this.field.style.height = "auto";
      this.field.style.height = `${this.field.scrollHeight + 2}px`;
    }
  }

  #key(event) {
    if (event.defaultPrevented || event.target !== this.field) return;
    if (whatEnterDoes(event, { isTouch: matchMedia("(hover: none) and (pointer: coarse)").matches }) !== "send") return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #submit(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.form.getAttribute("aria-busy") === "true") return;
    if (this.uploads?.isBusy) {
      say(this.form, gettext("A file is still on its way; this is sent as soon as it has arrived."));
      this.addEventListener("portico:uploads", () => !this.uploads.isBusy && this.form.requestSubmit(), { once: true });
      return;
    }
    if (this.isEmpty) return;
    const body = new FormData(this.form, event.submitter);
    if (body.get("when_day") || isCommand(body.get("body") ?? "")) this.#sendAndWait(body);
    else this.#sendNow(body);
  }

  #sendNow(body) {
    const fields = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const files = [...this.querySelectorAll("upload-drop .upload [data-slot='name']")].map((name) => name.textContent);
    const letter = { clientId: this.clientId.value, key: this.key, url: this.form.action, fields, text: this.text, files, at: Date.now() };
    this.#empty();
    // On a phone the button took the focus, and the keyboard would go with it.
    this.focus();
    this.dispatchEvent(new CustomEvent("portico:letter", { bubbles: true, detail: letter }));
  }

  // What is to come out later, and a command, stands in no list now: the form waits for the server's word, which is for
  // its sender alone.
  async #sendAndWait(body) {
    this.form.setAttribute("aria-busy", "true");
    try {
      const answer = await sendJson(this.form.action, { method: "POST", body });
      this.#empty();
      if (answer.go) location.assign(answer.go);
      else if (answer.said && body.get("when_day")) toast(answer.said);
      else if (answer.said) say(this.form, answer.said, { label: gettext("Close"), run: () => this.focus() });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (refused.kind === "signed-out") sayRefused(refused);
      say(this.form, refused.message, null, "error");
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  #empty() {
    for (const field of written(this.form)) field.value = field.defaultValue = "";
    for (const box of this.form.querySelectorAll("input[type='checkbox']")) box.checked = box.defaultChecked;
    this.querySelector("[data-quoting]")?.replaceChildren();
    this.uploads?.clear();
    this.keeping.done({ drop: false });
    this.clientId.value = crypto.randomUUID();
    say(this.form, "");
    this.dispatchEvent(new CustomEvent("portico:emptied", { bubbles: true }));
    this.#mark();
  }
}

function hidden(form, name) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name });
  form.append(input);
  return input;
}

customElements.define("message-composer", MessageComposer);
