// Single keys, for people who like them: ? lists them, a switch turns them off (WCAG 2.1.4), and none does anything
// while one writes. A part adds its own:
//
//   shortcut({ key: "h", label: gettext("Hide"), run: () => …, when: () => Boolean(document.querySelector(".case")) })
import { open } from "./dialog.js";
import { gettext } from "./i18n.js";

const OFF = "portico:shortcuts-off";
const LISTED = ".feed > article, .feed > .rollup[open] > article, .results > .result, .notices > .notice, .queue-list .item, [data-step]";

const known = [];

export function shortcut({ key, label, run, when = () => true }) {
  known.push({ key, label, run, when });
}

// True where a key is text: then it is none of our business.
export function isWriting(target) {
  if (!target?.closest) return false;
  return Boolean(target.closest("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable='true'], [role='textbox']"));
}

const areOff = () => document.documentElement.dataset.shortcuts === "off" || localStorage.getItem(OFF) === "yes";

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isWriting(event.target) || document.querySelector("dialog[open], .menu:popover-open") || areOff()) return;
  const found = known.find(({ key, when }) => key === event.key && when());
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

const listed = () => [...document.querySelectorAll(LISTED)].filter((item) => item.checkVisibility());

function step(by) {
  const items = listed();
  const at = items.findIndex((item) => item.classList.contains("is-at"));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
  if (!next) return;
  items[at]?.classList.remove("is-at");
  next.classList.add("is-at");
  if (!next.matches("a")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function openSelected() {
  const item = document.querySelector(".is-at");
  const link = item?.matches("a") ? item : item?.querySelector("[data-permalink], .post-title a, h2 a, h3 a, a:has(time), .notice-link");
  link?.click();
}

function search() {
  const field = document.querySelector("main input[type='search']");
  if (field) field.focus();
  else document.querySelector("command-palette")?.open();
}

function begin() {
  const field = document.querySelector("main text-composer textarea");
  if (field) field.focus();
  else document.querySelector("main [data-new]")?.click();
}

function listThem() {
  const dialog = document.getElementById("keys-dialog");
  const list = dialog?.querySelector('[data-slot="keys"]');
  if (!list) return;
  list.replaceChildren();
  const general = [{ key: document.querySelector("[data-mod-key]")?.textContent ?? "Ctrl K", label: gettext("Search or jump to") }];
  for (const { key, label } of [...general, ...known.filter(({ when }) => when())]) {
    const name = document.createElement("dt");
    const sign = document.createElement("kbd");
    const meaning = document.createElement("dd");
    sign.textContent = key;
    meaning.textContent = label;
    name.append(sign);
    list.append(name, meaning);
  }
  const control = dialog.querySelector('[data-slot="switch"]');
  control.checked = localStorage.getItem(OFF) !== "yes";
  control.disabled = document.documentElement.dataset.shortcuts === "off";
  control.onchange = () => localStorage.setItem(OFF, control.checked ? "no" : "yes");
}

if (globalThis.document) {
  const hasList = () => listed().length > 0;
  shortcut({ key: "?", label: gettext("Keyboard shortcuts"), run: () => open("keys-dialog") });
  shortcut({ key: "/", label: gettext("Search"), run: search });
  shortcut({ key: "n", label: gettext("Write something new"), run: begin, when: () => Boolean(document.querySelector("main text-composer textarea, main [data-new]")) });
  shortcut({ key: "j", label: gettext("Next"), run: () => step(1), when: hasList });
  shortcut({ key: "k", label: gettext("Previous"), run: () => step(-1), when: hasList });
  shortcut({ key: "Enter", label: gettext("Open what is selected"), run: openSelected, when: () => Boolean(document.querySelector(".is-at:focus")) });
  shortcut({ key: "e", label: gettext("Edit"), run: () => document.querySelector("main [data-edit]")?.click(), when: () => Boolean(document.querySelector("main [data-edit]")) });
  document.addEventListener("keydown", pressed);
  document.addEventListener("pointerdown", () => document.querySelector(".is-at")?.classList.remove("is-at"));
  document.addEventListener("portico:opening", (event) => event.target.id === "keys-dialog" && listThem());
}
