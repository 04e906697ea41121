// <mention-menu scope="space=3"> around a textarea: @ offers people who may see it, # tags, a colon emoji. The same keys
// everywhere: up and down, Enter or Tab, Escape.
//
//   people: /mentions/?space=3&q=…      -> {items: [{handle, name, detail, tint, initials, avatar}]}
//   tags:   /tags/suggest/?q=…          -> {items: [{name}]}
import { completed, wordBefore } from "./completion.js";
import { suggestEmoji } from "./emoji.js";
import { gettext } from "./i18n.js";
import { sendJson } from "./requests.js";

const WAIT = 80;
let count = 0;

class MentionMenu extends (globalThis.HTMLElement ?? Object) {
  #list = null;
  #items = [];
  #at = 0;
  #word = null;
  #timer = null;
  #asked = null;

  connectedCallback() {
    this.text = this.querySelector("textarea, input");
    if (!this.text || this.#list) return;
    this.#list = document.createElement("div");
    this.#list.className = "completion";
    this.#list.id = `completion-${(count += 1)}`;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", gettext("Suggestions"));
    this.#list.popover = "manual";
    this.append(this.#list);
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-controls", this.#list.id);
    this.text.addEventListener("input", (event) => !event.isComposing && this.#look());
    this.text.addEventListener("click", () => this.#look());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.text.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest('[role="option"]');
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  disconnectedCallback() {
    this.#close();
  }

  get isOpen() {
    return Boolean(this.#list?.matches(":popover-open"));
  }

  #look() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#word = this.text.selectionStart === this.text.selectionEnd ? wordBefore(this.text.value, this.text.selectionStart) : null;
    if (!this.#word) {
      this.#close();
      return;
    }
    if (this.#word.trigger === ":") this.#show(suggestEmoji(this.#word.query));
    else this.#timer = setTimeout(() => this.#ask(this.#word), WAIT);
  }

  async #ask(word) {
    this.#asked = new AbortController();
    const query = `q=${encodeURIComponent(word.query)}`;
    const scope = this.getAttribute("scope");
    const url = word.trigger === "@" ? `/mentions/?${scope ? `${scope}&` : ""}${query}` : `/tags/suggest/?${query}`;
    try {
      const { items } = await sendJson(url, { signal: this.#asked.signal });
      if (word === this.#word) this.#show(items);
    } catch {
      this.#close();
    }
  }

  #show(items) {
    this.#items = items;
    if (items.length === 0) {
      this.#close();
      return;
    }
    this.#list.replaceChildren(...items.map((item, index) => this.#row(item, index)));
    if (!this.isOpen) this.#list.showPopover();
    this.#place();
    this.#select(0);
  }

  #row(item, index) {
    const row = document.createElement("div");
    row.setAttribute("role", "option");
    row.id = `${this.#list.id}-${index}`;
    if (this.#word.trigger === ":") row.append(part("span", item.emoji, "emoji"), part("span", `:${item.name}:`, "truncate"));
    else if (this.#word.trigger === "#") row.append(part("b", `#${item.name}`, "truncate"));
    else row.append(face(item), part("b", item.name, "truncate"), part("small", item.detail ?? "", "truncate"));
    return row;
  }

  #select(index) {
    const rows = [...this.#list.children];
    this.#at = (index + rows.length) % rows.length;
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === this.#at)));
    rows[this.#at].scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", rows[this.#at].id);
  }

  #key(event) {
    if (!this.isOpen || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#select(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      this.#choose(this.#at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #choose(index) {
    const item = this.#items[index];
    const chosen = { "@": `@${item.handle}`, "#": `#${item.name}`, ":": item.emoji }[this.#word.trigger];
    const { text, caret } = completed(this.text.value, this.#word, this.text.selectionStart, chosen);
    this.text.value = text;
    this.text.setSelectionRange(caret, caret);
    this.#close();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#word = null;
    if (this.isOpen) this.#list.hidePopover();
    this.text?.removeAttribute("aria-activedescendant");
  }

  #place() {
    const { left, top, bottom } = caretBox(this.text, this.#word.start);
    const box = this.#list.getBoundingClientRect();
    const room = (globalThis.visualViewport?.height ?? innerHeight) - 8;
    this.#list.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    this.#list.style.top = `${bottom + box.height < room ? bottom + 4 : Math.max(8, top - box.height - 4)}px`;
  }
}

function part(tag, text, css) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = css;
  return element;
}

function face(item) {
  const arch = part("span", item.avatar ? "" : (item.initials ?? item.name.slice(0, 1)), "avatar avatar--xs");
  arch.dataset.tint = item.tint;
  if (item.avatar) {
    const picture = document.createElement("img");
    picture.src = item.avatar;
    picture.alt = "";
    arch.append(picture);
  }
  return arch;
}

// Where a character of a textarea is on the screen: a copy of it, laid out the same, is measured.
function caretBox(text, index) {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "textIndent", "tabSize"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "fixed", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", inlineSize: style.inlineSize });
  const mark = document.createElement("span");
  mark.textContent = text.value.slice(index, index + 1) || ".";
  copy.append(text.value.slice(0, index), mark);
  document.body.append(copy);
  const frame = text.getBoundingClientRect();
  const own = copy.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  copy.remove();
  const top = frame.top + at.top - own.top - text.scrollTop;
  return { left: frame.left + at.left - own.left, top, bottom: top + at.height };
}

if (globalThis.customElements) customElements.define("mention-menu", MentionMenu);
