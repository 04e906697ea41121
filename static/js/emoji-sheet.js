// <button data-emoji> in a form: a sheet of emoji, looked through by name; what is chosen goes where the caret was.
// Left and right, up and down walk the sheet; typing narrows it.
import { EMOJI } from "./emoji.js";
import { gettext } from "./i18n.js";
import { placeBeside } from "./menu.js";

let sheet = null;
let field = null;

// The place in a grid that one arrow leads to; the same where there is none.
export function stepIn(count, columns, at, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  const to = at + by;
  return to < 0 || to >= count ? at : to;
}

export const namesLike = (typed) => {
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  return Object.keys(EMOJI).filter((name) => name.includes(wanted));
};

function made() {
  const element = document.createElement("div");
  Object.assign(element, { className: "menu emoji-sheet", popover: "auto" });
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", gettext("Emoji"));
  const search = document.createElement("input");
  Object.assign(search, { className: "input", type: "search", placeholder: gettext("Look for an emoji"), autocomplete: "off" });
  search.setAttribute("aria-label", search.placeholder);
  const grid = document.createElement("div");
  grid.className = "emoji-grid";
  element.append(search, grid);
  search.addEventListener("input", () => show(grid, namesLike(search.value)));
  search.addEventListener("keydown", (event) => {
    const first = grid.querySelector("button");
    if (event.key === "ArrowDown" && first) first.focus();
    else if (event.key === "Enter" && first) first.click();
    else return;
    event.preventDefault();
  });
  grid.addEventListener("click", (event) => take(event.target.closest("button")));
  grid.addEventListener("keydown", walk);
  document.body.append(element);
  return element;
}

function show(grid, names) {
  grid.replaceChildren(
    ...names.map((name) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: EMOJI[name], title: name.replaceAll("_", " ") });
      button.setAttribute("aria-label", button.title);
      return button;
    }),
  );
  if (names.length === 0) grid.append(gettext("No emoji is called like that."));
}

function walk(event) {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  if (at < 0 || !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  const columns = all.filter((one) => one.offsetTop === all[0].offsetTop).length;
  if (event.key === "ArrowUp" && at < columns) sheet.querySelector("input").focus();
  else all[stepIn(all.length, columns, at, event.key)].focus();
}

function take(button) {
  if (!button || !field) return;
  const { selectionStart: from, selectionEnd: to } = field;
  field.setRangeText(`${button.textContent} `, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  sheet.hidePopover();
  field.focus();
}

function open(button) {
  field = button.form?.querySelector("textarea");
  if (!field) return;
  sheet ??= made();
  const search = sheet.querySelector("input");
  search.value = "";
  show(sheet.querySelector(".emoji-grid"), Object.keys(EMOJI));
  sheet.showPopover();
  placeBeside(sheet, button);
  search.focus();
}

globalThis.document?.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-emoji]");
  if (button) open(button);
});
