// The list under the caret: shows what was found, moves with the arrow keys, and says what was chosen.
import { gettext } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";
let count = 0;

export class CompletionList {
  #element;
  #text;
  #choose;
  #items = [];
  #at = 0;

  // host: where the list stands in the page; text: the field; choose(item) is told what was taken.
  constructor(host, text, choose) {
    this.#text = text;
    this.#choose = choose;
    this.#element = document.createElement("div");
    Object.assign(this.#element, { className: "completion", id: `completion-${(count += 1)}`, popover: "manual" });
    this.#element.setAttribute("role", "listbox");
    this.#element.setAttribute("aria-label", gettext("Suggestions"));
    host.append(this.#element);
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", this.#element.id);
    text.addEventListener("keydown", (event) => this.#key(event));
    this.#element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const row = event.target.closest('[role="option"]');
      if (row) this.#choose(this.#items[[...this.#element.children].indexOf(row)]);
    });
  }

  get isOpen() {
    return this.#element.matches(":popover-open");
  }

  show(trigger, items, start) {
    this.#items = items;
    if (items.length === 0) {
      this.close();
      return;
    }
    this.#element.replaceChildren(...items.map((item, index) => this.#row(trigger, item, index)));
    if (!this.isOpen) this.#element.showPopover();
    this.#place(start);
    this.#select(0);
  }

  close() {
    if (this.isOpen) this.#element.hidePopover();
    this.#text.removeAttribute("aria-activedescendant");
  }

  #row(trigger, item, index) {
    const row = document.createElement("div");
    row.setAttribute("role", "option");
    row.id = `${this.#element.id}-${index}`;
    if (trigger === ":") row.append(part("span", item.emoji, "emoji"), part("span", `:${item.name}:`, "truncate"));
    else if (item.entry || item.put) row.append(drawing(item.icon), part("b", item.name, "truncate"), part("small", item.detail, "truncate"));
    else if (trigger === "#") row.append(part("b", `#${item.name}`, "truncate"), part("small", item.detail ?? "", "truncate"));
    else if (trigger === "/") row.append(part("b", `/${item.name}`, ""), part("span", item.arguments, "truncate"), part("small", item.summary, "push"));
    else if (trigger === "") row.append(part("b", item.name, "truncate"), ...(item.summary ? [part("small", item.summary, "push")] : []));
    else row.append(face(item), part("b", `${item.name} ${item.emoji ?? ""}`.trim(), "truncate"), about(item));
    return row;
  }

  #select(index) {
    const rows = [...this.#element.children];
    this.#at = (index + rows.length) % rows.length;
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === this.#at)));
    rows[this.#at].scrollIntoView({ block: "nearest" });
    this.#text.setAttribute("aria-activedescendant", rows[this.#at].id);
  }

  #key(event) {
    if (!this.isOpen || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#select(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) this.#choose(this.#items[this.#at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #place(start) {
    const { left, top, bottom } = caretBox(this.#text, start);
    const box = this.#element.getBoundingClientRect();
    const room = (globalThis.visualViewport?.height ?? innerHeight) - 8;
    this.#element.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    this.#element.style.top = `${bottom + box.height < room ? bottom + 4 : Math.max(8, top - box.height - 4)}px`;
  }
}

function part(tag, text, css) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = css;
  return element;
}

// Who is away says so in the place of the role.
function about(item) {
  return item.away ? part("small", item.away, "truncate is-away") : part("small", item.detail ?? "", "truncate");
}

// The address of the drawings carries a print of their content: as the page itself says it.
function drawing(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  const sprite = document.querySelector("svg > use")?.getAttribute("href")?.split("#")[0] ?? "/static/icons.svg";
  use.setAttribute("href", `${sprite}#${name}`);
  picture.append(use);
  return picture;
}

function face(item) {
  if (item.team) {
    const square = part("span", item.initials, "glyph");
    square.dataset.tint = item.tint;
    return square;
  }
  const arch = part("span", item.avatar ? "" : (item.initials ?? item.name.slice(0, 1)), "avatar avatar--xs");
  arch.dataset.tint = item.tint;
  if (item.avatar) arch.append(Object.assign(document.createElement("img"), { src: item.avatar, alt: "" }));
  return arch;
}

const LAYOUT = ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "textIndent", "tabSize"];

// Where a character of a field is on the screen: a copy, laid out the same, is measured.
function caretBox(text, index) {
  const style = getComputedStyle(text);
  const copy = document.createElement("div");
  for (const name of LAYOUT) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "fixed", visibility: "hidden", inlineSize: style.inlineSize });
  Object.assign(copy.style, { whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  const mark = part("span", text.value.slice(index, index + 1) || ".", "");
  copy.append(text.value.slice(0, index), mark);
  document.body.append(copy);
  const frame = text.getBoundingClientRect();
  const own = copy.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  copy.remove();
  const top = frame.top + at.top - own.top - text.scrollTop;
  // A field of one line stands wholly above its list.
  const bottom = text.localName === "input" ? frame.bottom : top + at.height;
  return { left: frame.left + at.left - own.left, top, bottom };
}
