// <command-palette>: Ctrl or Cmd and K, then the name of anything. The doors of the house are found here at once; people,
// spaces and pages come from data-url as {items: [{kind, label, detail, url, icon}]}.
import { fold } from "./fold.js";
import { gettext, interpolate } from "./i18n.js";
import { open } from "./dialog.js";
import { forget, recent } from "./search/recent.js";
import { inPieces } from "./search/pieces.js";
import { Refused, sayRefused, send, sendJson } from "./requests.js";
import { chooseText, chooseTheme } from "./theme.js";

const WAIT = 120;
const HEADINGS = {
  door: () => gettext("Go to"),
  space: () => gettext("Spaces"),
  person: () => gettext("People"),
  command: () => gettext("Do"),
  place: () => gettext("Rooms"),
  saved: () => gettext("Saved searches"),
  recent: () => gettext("Recent searches"),
  search: () => gettext("Search"),
};

export const matches = (label, query) => {
  const words = fold(label).split(/\s+/);
  return fold(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
};

class CommandPalette extends (globalThis.HTMLElement ?? Object) {
  #asked = null;
  #timer = null;
  #at = 0;

  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.list = this.querySelector('[role="listbox"]');
    this.template = this.querySelector("template");
    this.sprite = document.querySelector(".icon use")?.getAttribute("href").split("#")[0] ?? "";
    this.input.addEventListener("input", () => this.#search());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("click", (event) => this.#run(event));
    this.list.addEventListener("pointermove", (event) => this.#point(event));
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        this.open();
      }
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest?.("[data-opens-palette]") || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      document.querySelector(".rail:popover-open")?.hidePopover();
      this.open();
    });
  }

  open() {
    if (this.dialog.open) return;
    this.input.value = "";
    this.dialog.showModal();
    this.#show([]);
    this.#ask("");
  }

  #search() {
    this.#show([]);
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const query = this.input.value.trim();
    this.#timer = setTimeout(() => this.#ask(query), WAIT);
  }

  async #ask(query) {
    const asked = (this.#asked = new AbortController());
    const line = this.input.closest(".palette-input");
    line?.setAttribute("aria-busy", "true");
    try {
      const { items } = await sendJson(`${this.dataset.url}?q=${encodeURIComponent(query)}`, { signal: this.#asked.signal });
      // Some of it stands already, and one may have moved along it.
      if (this.input.value.trim() === query) this.#show(items, this.options[this.#at]?.getAttribute("href"));
    } catch {
      // The doors and the way to the search page stay: there is nothing more useful to say here.
    } finally {
      if (asked === this.#asked) line?.removeAttribute("aria-busy");
    }
  }

  #doors(query) {
    return [...document.querySelectorAll(".rail .nav > a")]
      .map((link) => ({
        kind: link.querySelector(".glyph") ? "space" : "door",
        label: link.querySelector(".label").textContent.trim(),
        url: link.getAttribute("href"),
        icon: link.querySelector("use")?.getAttribute("href").split("#")[1] ?? "spaces",
        glyph: link.querySelector(".glyph"),
      }))
      .filter((item) => query === "" || matches(item.label, query));
  }

  // What was searched for in this browser; it is known nowhere else.
  #recent(query) {
    const texts = recent().filter((text) => query === "" || (text !== query && matches(text, query)));
    const items = texts.slice(0, query === "" ? 5 : 3).map((label) => {
      return { kind: "recent", label, icon: "history", url: `${this.dataset.searchUrl}?q=${encodeURIComponent(label)}` };
    });
    if (query === "" && items.length > 0) items.push({ kind: "recent", label: gettext("Forget recent searches"), icon: "x", run: "forget" });
    return items;
  }

  #show(found, staysAt = null) {
    const query = this.input.value.trim();
    const items = [...this.#doors(query)];
    const known = new Set(items.map((item) => item.url));
    items.push(...this.#recent(query));
    items.push(...found.filter((item) => !known.has(item.url)));
    if (query !== "" && !found.some(({ kind }) => kind === "search")) {
      const label = interpolate(gettext("Search everything for “%(query)s”"), { query });
      items.push({ kind: "search", label, icon: "search", url: `${this.dataset.searchUrl}?q=${encodeURIComponent(query)}` });
    }
    this.list.replaceChildren(...this.#rows(items));
    this.#select(Math.max(0, this.options.findIndex((option) => option.getAttribute("href") === staysAt)));
  }

  #rows(items) {
    const groups = Map.groupBy ? Map.groupBy(items, (item) => item.kind) : grouped(items);
    const rows = [];
    for (const [kind, members] of groups) {
      const heading = document.createElement("h2");
      heading.textContent = members[0].group ?? HEADINGS[kind]?.() ?? gettext("Found");
      heading.setAttribute("role", "presentation");
      rows.push(heading, ...members.map((item) => this.#row(item)));
    }
    rows.filter((row) => row.matches('[role="option"]')).forEach((row, index) => (row.id = `palette-${index}`));
    return rows;
  }

  #row(item) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.setAttribute("href", item.url || "#");
    if (item.run) row.dataset.run = item.run;
    row.querySelector("use").setAttribute("href", `${this.sprite}#${item.icon ?? "next"}`);
    if (item.glyph) row.querySelector("svg").replaceWith(item.glyph.cloneNode(true));
    row.querySelector('[data-slot="label"]').replaceChildren(...marked(item, this.input.value.trim()));
    row.querySelector('[data-slot="detail"]').textContent = item.detail ?? "";
    return row;
  }

  // What does something here instead of leading away.
  #run(event) {
    const row = event.target.closest("[data-run]");
    if (!row) return;
    event.preventDefault();
    this.dialog.close();
    const [what, value] = row.dataset.run.split(":");
    if (what === "theme") chooseTheme(value);
    else if (what === "text") chooseText(value);
    else if (what === "open") open(value);
    else if (what === "forget") forget();
    else if (what === "post") this.#send(row.href);
  }

  async #send(url) {
    try {
      await send(url);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      sayRefused(refused);
    }
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  #select(index) {
    const options = this.options;
    this.#at = options.length === 0 ? 0 : (index + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.#at)));
    this.input.setAttribute("aria-activedescendant", options[this.#at]?.id ?? "");
    options[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #point(event) {
    const index = this.options.indexOf(event.target.closest('[role="option"]'));
    if (index >= 0 && index !== this.#at) this.#select(index);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#select(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const option = this.options[this.#at];
      if ((event.ctrlKey || event.metaKey) && !option.dataset.run) globalThis.open(option.href);
      else option?.click();
    }
  }
}

// The label with what was typed marked in it; what repeats the question has nothing to mark.
function marked(item, query) {
  if (item.kind === "search") return [item.label];
  return inPieces(item.label, query).map(({ text, isHit }) => {
    if (!isHit) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function grouped(items) {
  const groups = new Map();
  for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
  return groups;
}

if (globalThis.customElements) customElements.define("command-palette", CommandPalette);
