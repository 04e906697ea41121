// <text-composer>: a form that loses nothing and sends nothing twice.
//
//   <text-composer key="post:space_3" target="#feed" place="first">
//     <form class="composer" method="post" action="…">…<textarea name="body" class="composer-text">…</form>
//     <template data-pending>what stands in the list until the server has answered, [data-slot=text] inside</template>
//   </text-composer>
//
// key      names the draft. place ("first", "last", "before", "after", "instead") and target say where the part that
//          the server answers goes; without a target the page goes where the server says.
// template makes it optimistic: one's own text stands in the list at once and is confirmed in its place; when that
//          fails it says so there, with "Try again", and is still there after a reload or a new sign-in.
//
// The server answers 2xx with the part, 422 with the form and its errors, or a refusal with a sentence.
import { fillFields, written } from "./composer-fields.js";
import { ComposerKinds } from "./composer-kinds.js";
import { insert, parseOne } from "./fragment.js";
import { gettext } from "./i18n.js";
import { Keeping } from "./keeping.js";
import { Outbox } from "./outbox.js";
import { pendingCard, say, showFailure } from "./pending.js";
import { Refused, sayRefused, send, signInAddress } from "./requests.js";

const person = globalThis.document?.documentElement.dataset.person ?? "0";
const outbox = globalThis.localStorage && new Outbox(localStorage, person);

class TextComposer extends (globalThis.HTMLElement ?? Object) {
  #busy = false;
  #isRestoring = false;

  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || this.clientId) return;
    this.key = this.getAttribute("key") ?? location.pathname;
    this.clientId = this.form.elements.namedItem("client_id") ?? hidden(this.form, "client_id");
    if (!this.clientId.value) this.clientId.value = crypto.randomUUID();
    this.form.dataset.ownKind = this.form.dataset.kind ?? "";
    this.kinds = new ComposerKinds(this.form, () => this.#changed());
    const kept = { holder: this, clientId: this.clientId, uploads: () => this.uploads };
    this.keeping = new Keeping(this.form, this.key, { ...kept, extra: () => ({ ":kind": this.kinds.current ?? "" }) });
    this.#restore();
    this.#revive();
    this.form.addEventListener("focusin", (event) => event.target.matches("textarea, input") && this.#open());
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("portico:uploads", () => this.#changed());
    this.form.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("portico:connection", ({ detail }) => detail.state === "open" && this.#retryAll());
    addEventListener("online", () => this.#retryAll());
    this.#mark();
  }

  get uploads() {
    return this.querySelector("upload-drop");
  }

  get text() {
    return written(this.form).map((field) => field.value).join("\n").trim();
  }

  // --- keeping ---------------------------------------------------------------------------------------------------
  #changed() {
    this.#mark();
    // Until the fields of its kind are back, the draft says more than the form.
    if (!this.#isRestoring) this.keeping.changed();
  }

  async #restore() {
    // What the server gave back with an error is newer than the draft.
    if (this.form.querySelector(".error, [aria-invalid='true']")) return;
    const draft = this.keeping.found();
    // What is on its way already stands in the list.
    if (!draft || outbox?.waiting(this.key).some((letter) => letter.clientId === draft.clientId)) return;
    this.#isRestoring = true;
    this.#putBack(draft);
    const kind = draft.fields[":kind"];
    if (kind && kind !== this.kinds.current && this.form.dataset.ownKind === "post") {
      if (await this.kinds.choose(kind)) this.#putBack(draft);
    }
    this.#isRestoring = false;
  }

  #putBack(draft) {
    const changed = written(this.form).filter((field) => draft.fields[field.name] && draft.fields[field.name] !== field.value);
    const files = this.uploads?.isEmpty ? draft.files : [];
    if (changed.length === 0 && files.length === 0) return;
    fillFields(this.form, draft.fields);
    this.uploads?.bringBack(files);
    if (draft.clientId) this.clientId.value = draft.clientId;
    if (draft.other) this.keeping.offer(draft.other);
    else say(this.form, gettext("What you were writing is back."), {
      label: gettext("Discard"),
      run: () => {
        for (const field of written(this.form)) field.value = field.defaultValue;
        this.#forget();
        this.kinds.reset();
      },
    });
  }

  // drop: the server is told, too; what has been sent it lets go of by itself.
  #forget({ drop = true } = {}) {
    this.keeping.done({ drop });
    this.clientId.value = crypto.randomUUID();
    say(this.form, "");
    this.#mark();
  }

  #empty() {
    for (const field of written(this.form)) field.value = field.defaultValue = "";
    this.uploads?.clear();
    this.#forget({ drop: false });
    this.dispatchEvent(new CustomEvent("portico:emptied", { bubbles: true }));
    this.kinds.reset();
  }

  #mark() {
    const something = this.text !== "" || this.uploads?.isEmpty === false;
    this.form.classList.toggle("has-text", something);
    const button = this.form.querySelector("[type='submit']:not([data-always])");
    button?.setAttribute("aria-disabled", String(!something || Boolean(this.uploads?.isBusy)));
    if (!CSS.supports("field-sizing", "content")) for (const area of this.form.querySelectorAll("textarea")) grow(area);
  }

  // Once open, it stays so while it is in use: nothing moves under a finger that is on its way to a button.
  #open() {
    for (const box of [this.form, ...this.form.querySelectorAll(".composer")]) box.classList.add("is-open");
  }

  #key(event) {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  // --- sending ---------------------------------------------------------------------------------------------------
  #submit(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (this.#busy) return;
    if (this.uploads?.isBusy) {
      say(this.form, gettext("A file is still on its way; this is sent as soon as it has arrived."));
      this.addEventListener("portico:uploads", () => !this.uploads.isBusy && this.form.requestSubmit(), { once: true });
      return;
    }
    if (this.text === "" && this.uploads?.isEmpty !== false) return;
    this.keeping.keep();
    const body = new FormData(this.form, event.submitter);
    // What is to come out later stands in no list now.
    const isForLater = Boolean(body.get("when_day"));
    if (this.target && this.querySelector("template[data-pending]") && !isForLater) this.#sendAtOnce(body);
    else this.#sendAndWait(body);
  }

  get target() {
    const selector = this.getAttribute("target");
    return selector ? (this.closest(selector) ?? document.querySelector(selector)) : null;
  }

  async #sendAndWait(body) {
    this.#setBusy(true);
    try {
      const response = await send(this.form.action, { body });
      this.#empty();
      await this.#arrive(response);
    } catch (refused) {
      this.#refuse(refused);
    } finally {
      this.#setBusy(false);
    }
  }

  #refuse(refused) {
    if (!(refused instanceof Refused)) throw refused;
    if (refused.kind === "invalid") say(this.form, refused.message, null, "error");
    else if (refused.kind === "signed-out") say(this.form, refused.message, { label: gettext("Sign in"), href: signInAddress() }, "error");
    else if (refused.worthRetrying) say(this.form, `${refused.message} ${gettext("What you wrote is kept.")}`, { label: gettext("Try again"), run: () => this.form.requestSubmit() }, "error");
    else say(this.form, refused.message, null, "error");
    if (refused.kind === "signed-out") sayRefused(refused);
  }

  #sendAtOnce(body) {
    const fields = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const letter = { clientId: this.clientId.value, key: this.key, url: this.form.action, fields, text: this.text, kind: this.kinds.current };
    outbox?.add(letter);
    this.#empty();
    this.#deliver(letter, this.#stand(letter));
    written(this.form)[0]?.focus();
  }

  #stand(letter) {
    const card = pendingCard(this.querySelector("template[data-pending]"), letter);
    insert(card, this.target, this.getAttribute("place") ?? "first");
    return card;
  }

  async #deliver(letter, card) {
    showFailure(card, null);
    const body = new FormData();
    for (const [name, value] of letter.fields) body.append(name, value);
    try {
      const response = await send(letter.url, { body });
      outbox?.remove(letter.clientId);
      await this.#arrive(response, card);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      showFailure(card, refused, {
        again: () => this.#deliver(letter, card),
        edit: () => this.#takeBack(letter, card),
        discard: () => this.#drop(letter, card),
      });
      if (refused.kind === "signed-out") sayRefused(refused);
      card.isWaiting = refused.worthRetrying ? () => this.#deliver(letter, card) : null;
    }
  }

  async #arrive(response, card = null) {
    const elsewhere = response.headers.get("HX-Redirect") || (response.redirected ? response.url : "");
    if (elsewhere) {
      location.assign(elsewhere);
      return;
    }
    const html = response.status === 204 ? "" : await response.text();
    const fresh = html.trim() === "" ? null : parseOne(html);
    if (fresh && card?.isConnected) {
      // The live frame may have been quicker than the answer: then the card that stands there already is the one.
      const old = fresh.id && document.getElementById(fresh.id);
      if (old && old !== card) card.remove();
      insert(fresh, old && old !== card ? old : card, "instead");
    } else if (fresh && this.target) insert(fresh, this.target, this.getAttribute("place") ?? "first");
    else card?.remove();
    this.dispatchEvent(new CustomEvent("portico:sent", { bubbles: true, detail: { key: this.key, node: fresh } }));
  }

  // --- after a failure ---------------------------------------------------------------------------------------------
  #revive() {
    if (!this.target || !this.querySelector("template[data-pending]")) return;
    for (const letter of outbox?.waiting(this.key) ?? []) {
      if (!document.querySelector(`[data-client-id="${CSS.escape(letter.clientId)}"]`)) this.#deliver(letter, this.#stand(letter));
    }
  }

  #retryAll() {
    for (const card of document.querySelectorAll(`.is-failed[data-composer="${CSS.escape(this.key)}"]`)) card.isWaiting?.();
  }

  async #takeBack(letter, card) {
    await this.kinds.choose(letter.kind);
    for (const field of written(this.form)) field.value = "";
    fillFields(this.form, Object.fromEntries(letter.fields));
    this.clientId.value = letter.clientId;
    this.#drop(letter, card);
    this.#changed();
    written(this.form)[0]?.focus();
  }

  #drop(letter, card) {
    outbox?.remove(letter.clientId);
    card.remove();
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.form.setAttribute("aria-busy", String(busy));
    for (const button of this.form.querySelectorAll("[type='submit']")) button.disabled = busy;
  }
}

function hidden(form, name) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name });
  form.append(input);
  return input;
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

if (globalThis.customElements) {
  customElements.define("text-composer", TextComposer);
}
