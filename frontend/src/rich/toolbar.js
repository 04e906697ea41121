// The bar above the text. What stands on it is in deeds.js; here is how it looks, and which buttons are pressed in.
import { openMenu } from "../../../static/js/menu.js";
import { gettext } from "../../../static/js/i18n.js";
import { bar, button, divider, icon, printed } from "./buttons.js";
import { blocks, callouts, headings, inserts, link, lists, marksList } from "./deeds.js";
import { headingOf, itemOf } from "./lines.js";
import { isMarked } from "./marks.js";
import { cellAt } from "./tables/place.js";
import { tableTools } from "./tables/tools.js";

const LETTERS = { strong: "B", em: "I", strike: "S" };
let count = 0;

function item(view, { icon: sign, label, key = "", run, level }) {
  const row = document.createElement("button");
  row.type = "button";
  row.setAttribute("role", level === undefined ? "menuitem" : "menuitemradio");
  if (sign) row.append(icon(sign));
  const words = document.createElement("span");
  words.textContent = label;
  words.className = level ? `rich-menu-h rich-menu-h--${level}` : "";
  row.append(words);
  if (key) {
    const sign = document.createElement("kbd");
    sign.textContent = printed(key);
    row.append(sign);
  }
  row.dataset.level = level ?? "";
  row.addEventListener("click", () => run(view()));
  return row;
}

function menuOf(view, label, deeds) {
  const menu = document.createElement("div");
  Object.assign(menu, { className: "menu rich-menu", popover: "auto", id: `rich-menu-${(count += 1)}` });
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", label);
  menu.append(...deeds.map((deed) => (deed ? item(view, deed) : document.createElement("hr"))));
  return menu;
}

function opener(view, about, deeds) {
  const menu = menuOf(view, about.label, deeds);
  const element = button(view, { ...about, menu: true, run: (_view, pressed) => openMenu(menu, pressed) });
  menu.addEventListener("toggle", ({ newState }) => {
    element.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "closed" && document.activeElement === document.body) element.focus();
  });
  return { element, menu };
}

// view: () => EditorView. source: turns the preview off and on.
export function toolbar(view, { pick, source, help }) {
  const marks = marksList().map(({ name, label, key, run }) => {
    const element = button(view, { label, key, run, state: true, icon: name === "code" ? "code" : "" });
    if (LETTERS[name]) element.append(letter(name));
    element.dataset.mark = name;
    return element;
  });
  const heads = opener(view, { words: gettext("Text"), label: gettext("Kind of line") }, headings());
  heads.element.classList.add("rich-heads");
  heads.element.append(icon("chev"));
  const boxes = opener(view, { icon: "warn", label: gettext("Callout") }, callouts());
  const more = opener(view, { icon: "plus", words: gettext("Insert"), label: gettext("Insert") }, [...blocks(pick), null, ...callouts(), null, ...inserts()]);
  const kindsOfLine = lists().map((deed) => {
    const element = button(view, { ...deed, state: true });
    element.dataset.list = deed.name;
    return element;
  });
  const [table, picture] = blocks(pick);
  const off = button(view, { icon: "markdown", label: gettext("Markdown"), key: "Mod-Alt-m", run: source, state: true });
  off.dataset.source = "";
  const inText = group("text", [
    ...kindsOfLine,
    divider(),
    button(view, { icon: "link", label: gettext("Link"), key: "Mod-k", run: link }),
    button(view, picture),
    button(view, table),
    boxes.element,
    divider(),
    more.element,
  ]);
  const element = bar(view, gettext("Text"), [
    heads.element,
    ...marks,
    divider(),
    inText,
    group("table", tableTools(view)),
    divider(),
    off,
    group("text", [button(view, { icon: "keyboard", label: gettext("Keys for writing"), key: "Mod-/", run: help })]),
    heads.menu,
    boxes.menu,
    more.menu,
  ]);
  element.classList.add("rich-toolbar");
  stayAboveKeyboard(element);
  return element;
}

// Where the keyboard of a phone covers the window instead of making it smaller.
function stayAboveKeyboard(element) {
  const { visualViewport: seen } = globalThis;
  const place = () => element.style.setProperty("--keyboard", `${Math.max(0, innerHeight - seen.height - seen.offsetTop)}px`);
  for (const name of ["resize", "scroll"]) seen?.addEventListener(name, place);
}

// In a table there are other things to do than in the text around it.
function group(place, parts) {
  const element = document.createElement("span");
  element.className = "rich-group";
  element.dataset.place = place;
  element.hidden = place === "table";
  element.append(...parts);
  return element;
}

function letter(name) {
  const sign = document.createElement("span");
  sign.className = `rich-letter rich-letter--${name}`;
  sign.textContent = LETTERS[name];
  return sign;
}

const pressed = (element, isOn) => element.setAttribute("aria-pressed", String(isOn));

// What the caret stands in, on the buttons.
export function showState(element, state, isSource) {
  const { text } = state.doc.lineAt(state.selection.main.head);
  const level = headingOf(text);
  const sort = itemOf(text)?.sort;
  for (const one of element.querySelectorAll("[data-mark]")) pressed(one, isMarked(state, one.dataset.mark));
  for (const one of element.querySelectorAll("[data-list]")) pressed(one, one.dataset.list === sort || (one.dataset.list === "quote" && /^>/.test(text)));
  pressed(element.querySelector("[data-source]"), isSource);
  const names = headings();
  const shown = names.find((one) => one.level === level)?.label ?? names.at(-1).label;
  element.querySelector(".rich-heads").firstChild.data = shown;
  for (const one of element.querySelectorAll("[data-level]:not([data-level=''])")) one.setAttribute("aria-checked", String(Number(one.dataset.level) === level));
  const isTable = !isSource && Boolean(cellAt(state, state.selection.main.head));
  for (const one of element.querySelectorAll("[data-place]")) one.hidden = (one.dataset.place === "table") !== isTable;
  element.querySelector(".rich-heads").hidden = isTable;
  for (const one of element.querySelectorAll("button:not([data-source])")) one.disabled = state.readOnly;
}
