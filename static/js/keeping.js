// What stands in a form is kept while one writes: on this device within half a second, on the server within five, and
// comes back on either. <text-composer> uses it; a plain form does by
//
//   <form data-kept-key="edit:12" data-kept='{…}'>     ({% kept_draft "edit:12" %} writes both)
//
// data-kept is what the server had when the page was made ("null" for nothing). Leaving asks only while something is
// written that the server does not have and cannot be given on the way out.
import { fillFields, isBlank, readFields } from "./composer-fields.js";
import { Drafts } from "./drafts.js";
import { gettext, interpolate } from "./i18n.js";
import { say } from "./pending.js";
import { guardToken, send } from "./requests.js";
import { choose, keyOf, Synced } from "./synced.js";

const DELAY = 400;
// What a browser still takes along when a page is left.
const MOST_ON_LEAVING = 60_000;
const person = globalThis.document?.documentElement.dataset.person ?? "";
const drafts = globalThis.localStorage && new Drafts(localStorage, person || "0");
drafts?.forgetOld();

// One for each tab: two tabs are two writers.
function device() {
  let name = sessionStorage.getItem("portico:device");
  if (!name) sessionStorage.setItem("portico:device", (name = crypto.randomUUID()));
  return name;
}

export class Keeping {
  #timer = null;
  #isDone = false;

  // clientId: the hidden field that names the entry to be; extra(): what else belongs to a draft, as {":kind": "poll"}.
  constructor(form, key, { holder = form, clientId = null, uploads = () => null, extra = () => ({}) } = {}) {
    Object.assign(this, { form, key, clientId, uploads, extra });
    this.kept = holder.dataset.kept === undefined ? undefined : JSON.parse(holder.dataset.kept);
    const said = this.kept ? keyOf({ fields: this.kept.fields, files: this.kept.files.map((file) => file.id) }) : null;
    const told = (answer, writing) => this.#told(answer, writing);
    this.synced = person ? new Synced((writing) => this.#save(writing), { version: this.kept?.version ?? 0, said, told }) : null;
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.leave());
    addEventListener("beforeunload", (event) => this.#mayAsk() && event.preventDefault());
    addEventListener("online", () => this.synced?.hurry());
  }

  // What is to be put back: {fields, clientId, files} or null. The other version, if there is one, is offered.
  found() {
    const local = drafts?.read(this.key) ?? null;
    const { use, other, isDone } = choose(local, this.kept, device());
    if (isDone) drafts?.clear(this.key);
    if (!use) return null;
    const back = { fields: use.fields, clientId: use.clientId ?? use.client_id, files: this.kept?.files ?? [] };
    return { ...back, other: other ?? this.kept?.earlier?.[0] ?? null };
  }

  changed() {
    this.#isDone = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), DELAY);
  }

  // Now, on this device; soon, on the server.
  keep() {
    clearTimeout(this.#timer);
    if (this.#isDone || !this.form.isConnected) return;
    const writing = this.#writing();
    const isEmpty = Object.keys(writing.fields).length === 0 && writing.files.length === 0;
    if (isEmpty && !drafts?.read(this.key) && !this.synced?.version) return;
    this.#write(writing, false);
    this.synced?.changed(writing);
  }

  // It was sent (then the server knows), or is not wanted any more (then it is told).
  done({ drop = true } = {}) {
    clearTimeout(this.#timer);
    this.#isDone = true;
    // The server may have it from the page before, which sent it along as it was left.
    const wasKept = Boolean(drafts?.read(this.key));
    drafts?.clear(this.key);
    const had = this.synced?.done() || (this.synced && wasKept);
    const body = JSON.stringify({ key: this.key });
    if (drop && had) send("/drafts/drop/", { body, accept: "application/json", keepalive: true }).catch(() => {});
  }

  // The page goes: what the server does not have yet is sent along.
  leave() {
    if (this.#isDone) return;
    this.keep();
    const writing = this.synced?.writing;
    if (!writing) return;
    const body = this.#body({ ...writing, version: this.synced.version });
    if (body.length > MOST_ON_LEAVING) return;
    const headers = { Accept: "application/json", "X-CSRFToken": guardToken() };
    fetch("/drafts/keep/", { method: "POST", body, headers, keepalive: true, credentials: "same-origin" }).catch(() => {});
  }

  // Two versions: the one in the form and another, to look at and to choose from.
  offer(other) {
    const at = new Date(other.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const text = interpolate(gettext("Another version was written elsewhere (%(when)s)."), { when: at });
    say(this.form, text, {
      label: gettext("Show it"),
      run: () => {
        const mine = { fields: readFields(this.form), at: Date.now() };
        fillFields(this.form, other.fields);
        this.changed();
        this.offer(mine);
      },
    });
  }

  #mayAsk() {
    if (this.#isDone || !this.synced) return false;
    this.keep();
    if (this.uploads()?.isBusy) return true;
    if (!this.synced.isBehind) return false;
    return navigator.onLine === false || this.synced.isFailing || this.#body(this.synced.writing ?? this.#writing()).length > MOST_ON_LEAVING;
  }

  #writing() {
    const files = [...this.form.querySelectorAll('input[type="hidden"][name="attachments"]')].map((input) => input.value);
    // A poll in which nobody has written is not worth keeping for what it has chosen by itself.
    return { fields: isBlank(this.form) ? {} : { ...readFields(this.form), ...this.extra() }, files };
  }

  #write({ fields }, synced) {
    drafts?.write(this.key, { fields, clientId: this.clientId?.value, version: this.synced?.version ?? 0, synced });
  }

  #body(writing) {
    const where = { page: location.pathname + location.search, client_id: this.clientId?.value ?? null };
    return JSON.stringify({ key: this.key, device: device(), ...where, ...writing });
  }

  async #save(writing) {
    const response = await send("/drafts/keep/", { body: this.#body(writing), accept: "application/json" });
    return response.json();
  }

  #told(answer, writing) {
    if (answer.version > 0 && drafts?.read(this.key)) this.#write(writing, true);
    if (answer.earlier?.length && answer.earlier[0].at !== this.#offered) {
      this.#offered = answer.earlier[0].at;
      this.offer(answer.earlier[0]);
    }
  }

  #offered = null;
}

// A form that is sent as forms are: what was written is back after a crash, and done with when it has been taken.
function keepForm(form) {
  if (form.keeping) return;
  const keeping = (form.keeping = new Keeping(form, form.dataset.keptKey));
  const isRefused = form.querySelector(".error, [aria-invalid='true']") !== null;
  const found = isRefused ? null : keeping.found();
  const before = readFields(form);
  if (found) {
    fillFields(form, found.fields);
    const changed = Object.entries(readFields(form)).some(([name, text]) => text !== before[name]);
    if (changed && found.other) keeping.offer(found.other);
    else if (changed) say(form, gettext("What you were writing is back."), { label: gettext("Discard"), run: () => undo(form, before) });
  }
  form.addEventListener("input", () => keeping.changed());
  form.addEventListener("submit", () => keeping.done({ drop: false }));
}

function undo(form, before) {
  fillFields(form, before);
  form.keeping.done();
}

function keepForms(root) {
  for (const form of root.querySelectorAll?.("form[data-kept-key]") ?? []) keepForm(form);
}

if (globalThis.document) {
  keepForms(document);
  document.addEventListener("portico:inserted", ({ target }) => keepForms(target.parentNode ?? document));
  document.addEventListener("htmx:load", ({ detail }) => keepForms(detail.elt.parentNode ?? document));
}
