// <people-field data-people="/mentions/" scope="audience=org"> around a text field of people, names or handles with
// commas between them, and a template of one chip: whoever is chosen becomes a chip, and the field goes on holding
// "Ben Rossi (@ben), Cleo Verdi (@cleo)", which is what is sent and kept. scope names who will read: only they are
// offered, and who was chosen before it changed and cannot read is marked and named.
import { announce } from "./announce.js";
import { CompletionList } from "./completion-list.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { sendJson } from "./requests.js";

const WAIT = 80;
const PIECE = /^(?<name>.*?)\s*\(?@(?<handle>[\w-]+)\)?$/su;

// What the field holds, taken apart: {people: [{handle, name}], rest} with whatever names nobody yet.
export function peopleIn(text) {
  const people = new Map();
  const rest = [];
  for (const piece of text.split(/[,;\n]+/).map((part) => part.trim())) {
    const found = PIECE.exec(piece)?.groups;
    // "@ben @cleo" are two, and for the server to tell apart.
    if (found && !found.name.includes("@")) people.set(found.handle, { handle: found.handle, name: found.name || `@${found.handle}` });
    else if (piece) rest.push(piece);
  }
  return { people: [...people.values()], rest: rest.join(", ") };
}

export function textOf(people, rest) {
  const said = people.map(({ handle, name }) => (name === `@${handle}` ? name : `${name.replace(/[,;\n]+/g, " ")} (@${handle})`));
  return [...said, rest.trim()].filter(Boolean).join(", ");
}

class PeopleField extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ["scope"];
  #people = [];
  #list = null;
  #query = null;
  #timer = null;
  #asked = null;
  #isOwn = false;

  connectedCallback() {
    if (this.typed) return;
    this.kept = this.querySelector("input[name]");
    this.chip = this.querySelector("template")?.content.firstElementChild;
    if (!this.kept || !this.chip) return;
    this.#build();
    this.#read();
  }

  attributeChangedCallback() {
    if (this.typed) this.#check();
  }

  #build() {
    this.typed = document.createElement("input");
    Object.assign(this.typed, { type: "text", id: this.kept.id, className: "people-typed", autocomplete: "off" });
    this.typed.setAttribute("autocapitalize", "none");
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (this.kept.hasAttribute(name)) this.typed.setAttribute(name, this.kept.getAttribute(name));
    }
    this.kept.removeAttribute("id");
    this.kept.hidden = true;
    this.chosen = Object.assign(document.createElement("ul"), { className: "people-chosen" });
    this.chosen.setAttribute("aria-label", gettext("Chosen"));
    this.said = Object.assign(document.createElement("p"), { className: "error" });
    this.said.setAttribute("role", "status");
    const box = Object.assign(document.createElement("div"), { className: "people-box" });
    box.append(this.chosen, this.typed);
    this.kept.after(box, this.said);
    this.#list = new CompletionList(this, this.typed, (item) => this.#take(item));
    box.addEventListener("click", (event) => event.target === box && this.typed.focus());
    this.kept.addEventListener("input", () => this.#isOwn || this.#read());
    this.typed.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!event.isComposing) this.#look();
      this.#write();
    });
    this.typed.addEventListener("keydown", (event) => this.#key(event));
    this.typed.addEventListener("blur", () => this.#close());
  }

  // The field was filled from elsewhere: by the page, by a draft.
  #read() {
    const { people, rest } = peopleIn(this.kept.value);
    this.#people = people;
    this.typed.value = rest;
    this.#draw();
    this.#check();
  }

  #write() {
    this.kept.value = textOf(this.#people, this.typed.value);
    this.#isOwn = true;
    this.kept.dispatchEvent(new Event("input", { bubbles: true }));
    this.#isOwn = false;
  }

  #draw() {
    this.chosen.replaceChildren(
      ...this.#people.map((person) => {
        const chip = this.chip.cloneNode(true);
        chip.dataset.handle = person.handle;
        chip.querySelector('[data-slot="name"]').textContent = person.name;
        const remove = chip.querySelector("button");
        remove.setAttribute("aria-label", interpolate(gettext("Remove %(name)s"), { name: person.name }));
        remove.addEventListener("click", () => this.#remove(person));
        return chip;
      }),
    );
    this.chosen.hidden = this.#people.length === 0;
  }

  #take(item) {
    this.#close();
    this.#people.push({ handle: item.handle, name: item.name });
    this.typed.value = "";
    this.#write();
    this.#draw();
    announce("people", interpolate(gettext("%(name)s was added."), { name: item.name }));
  }

  #remove(person) {
    this.#people = this.#people.filter((one) => one !== person);
    this.#write();
    this.#draw();
    this.#check();
    this.typed.focus();
    announce("people", interpolate(gettext("%(name)s was taken out."), { name: person.name }));
  }

  #key(event) {
    // Also what has been asked for and is not there yet shall not come any more.
    if (event.key === "Escape") return this.#close();
    if (event.isComposing || event.defaultPrevented) return;
    const isEmpty = this.typed.value === "";
    if (event.key === "Backspace" && isEmpty && this.#people.length > 0) this.#remove(this.#people.at(-1));
    else if (event.key === "ArrowDown" && !this.#list.isOpen) this.#look({ evenEmpty: true });
    // Half a name is no reason to send the form.
    else if (event.key === "Enter" && !isEmpty && !event.ctrlKey && !event.metaKey) this.#look();
    else return;
    event.preventDefault();
  }

  #look({ evenEmpty = false } = {}) {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const query = this.typed.value.split(/[,;]/).at(-1).trim().replace(/^@/, "");
    const isAsked = query !== "" || this.typed.value.trim() === "@" || evenEmpty;
    this.#query = isAsked ? { query } : null;
    if (this.#query) this.#timer = setTimeout(() => this.#ask(this.#query), WAIT);
    else this.#close();
  }

  async #ask(asked) {
    this.#asked = new AbortController();
    try {
      const { items } = await sendJson(this.#address("", `q=${encodeURIComponent(asked.query)}`), { signal: this.#asked.signal });
      if (asked !== this.#query) return;
      const known = new Set(this.#people.map((person) => person.handle));
      this.#list.show("@", items.filter((item) => !known.has(item.handle)), 0);
    } catch {
      // No suggestions is no harm: a name can be typed.
      this.#list.close();
    }
  }

  // Of those chosen, who cannot read what is written there.
  async #check() {
    let out = [];
    const scope = this.getAttribute("scope");
    if (this.#people.length > 0 && scope) {
      const handles = this.#people.map((person) => person.handle).join(",");
      try {
        out = (await sendJson(this.#address("check/", `handles=${encodeURIComponent(handles)}`))).items;
      } catch {
        return; // The server asks again, and says so, when it is sent.
      }
      if (scope !== this.getAttribute("scope")) return;
    }
    for (const chip of this.chosen.children) chip.classList.toggle("is-out", out.some((one) => one.handle === chip.dataset.handle));
    const names = out.map((one) => one.name).join(", ");
    const text = ngettext("%(names)s cannot read what is written there.", "%(names)s cannot read what is written there.", out.length);
    this.said.textContent = out.length > 0 ? interpolate(text, { names }) : "";
  }

  #address(path, query) {
    const scope = this.getAttribute("scope");
    return `${this.dataset.people}${path}?${scope ? `${scope}&` : ""}${query}`;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#query = null;
    this.#list?.close();
  }
}

if (globalThis.customElements) customElements.define("people-field", PeopleField);
