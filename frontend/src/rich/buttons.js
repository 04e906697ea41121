// Buttons of the editor's bars: an icon with a name, or a word. A bar is one stop for Tab; arrows go along it, Escape
// goes back to the text.

// The address of the drawings carries a print of their content: as the page itself says it.
const sprite = () => document.querySelector("svg > use")?.getAttribute("href")?.split("#")[0] ?? "/static/icons.svg";

export function icon(name) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite()}#${name}`);
  picture.append(use);
  return picture;
}

export const isApple = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

// "Mod-Shift-7" as it is printed: "Ctrl+Shift+7", "⌘⇧7".
export function printed(key) {
  const parts = key.split("-").filter(Boolean);
  if (key.endsWith("--")) parts.push("-");
  const arrows = { ArrowUp: "↑", ArrowDown: "↓" };
  const names = isApple ? { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧", ...arrows } : { Mod: "Ctrl", ...arrows };
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(isApple ? "" : "+");
}

// run(view, element) is told which button it was.
export function button(view, { icon: sign = "", words = "", label, key = "", run, state = null, menu = false }) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `button button--quiet${words ? "" : " button--icon"}`;
  if (sign) element.append(icon(sign));
  if (words) element.append(words);
  const name = key ? `${label} (${printed(key)})` : label;
  element.title = name;
  if (!words || words !== label) element.setAttribute("aria-label", label);
  if (key) element.setAttribute("aria-keyshortcuts", key.replaceAll("Mod", isApple ? "Meta" : "Control").replaceAll("-", "+"));
  if (menu) element.setAttribute("aria-haspopup", "menu");
  if (state) element.setAttribute("aria-pressed", "false");
  element.tabIndex = -1;
  // The press does not take the selection away; a press by keyboard or touch comes as a click all the same.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", () => run(typeof view === "function" ? view() : view, element));
  return element;
}

export function divider() {
  const line = document.createElement("span");
  line.className = "sep";
  return line;
}

export function bar(view, label, parts) {
  const element = document.createElement("div");
  element.className = "toolbar";
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", label);
  element.append(...parts);
  const stops = () => [...element.querySelectorAll("button:not([disabled])")].filter((one) => one.checkVisibility?.() ?? true);
  const first = element.querySelector("button");
  if (first) first.tabIndex = 0;
  element.addEventListener("focusin", ({ target }) => {
    for (const one of stops()) one.tabIndex = one === target ? 0 : -1;
  });
  element.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") (typeof view === "function" ? view() : view)?.focus();
    else if (to === undefined || at < 0) return;
    else all[(to + all.length) % all.length].focus();
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}
