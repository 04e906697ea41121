// Single keys, for people who like them: ? lists them, a switch turns them off and each can be another key (WCAG 2.1.4),
// and none does anything while one writes. A part adds its own:
//
//   shortcut({ key: "h", label: gettext("Hide"), run: () => …, when: () => Boolean(document.querySelector(".case")) })
//
// offeredWhen says where the list names it, if that is earlier than it can be pressed: nothing need be selected to read of it.
import { open } from "./dialog.js";
import { gettext, interpolate } from "./i18n.js";

const OFF = "portico:shortcuts-off";
const OTHERS = "portico:keys";
const LISTED = ".feed > article, .feed > .rollup[open] > article, .results > .result, .notices > .notice, .queue-list .item, .work-list > .work-item, [data-messages] > .message, [data-step]";

const known = [];

export function shortcut({ key, label, run, when = () => true, offeredWhen = when, isListed = true }) {
  known.push({ key, label, run, when, offeredWhen, isListed });
}

// True where a key is text: then it is none of our business.
export function isWriting(target) {
  if (!target?.closest) return false;
  return Boolean(target.closest("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable='true'], [role='textbox']"));
}

// {"j": "d"}: what one presses instead, on this device.
export function chosenKeys(stored) {
  try {
    const found = Object.entries(JSON.parse(stored ?? "{}"));
    return new Map(found.filter(([key, other]) => key !== other && typeof other === "string" && [...other].length === 1));
  } catch {
    return new Map();
  }
}

// The key that works now for what has been registered with ``key``; "" where another shortcut has taken it over.
export function keyFor(key, chosen) {
  if (chosen.has(key)) return chosen.get(key);
  return [...chosen.values()].includes(key) ? "" : key;
}

const chosen = () => chosenKeys(localStorage.getItem(OTHERS));

function choose(key, other) {
  const keys = chosen();
  for (const [one, taken] of keys) if (taken === other && one !== key) keys.delete(one);
  if (other === "" || other === key) keys.delete(key);
  else keys.set(key, other);
  localStorage.setItem(OTHERS, JSON.stringify(Object.fromEntries(keys)));
}

const areOff = () => document.documentElement.dataset.shortcuts === "off" || localStorage.getItem(OFF) === "yes";

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isWriting(event.target) || document.querySelector("dialog[open], .menu:popover-open") || areOff()) return;
  const keys = chosen();
  const found = known.find(({ key, when }) => keyFor(key, keys) === event.key && when());
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

const listed = () => [...document.querySelectorAll(LISTED)].filter((item) => item.checkVisibility());

function step(by) {
  const items = listed();
  const selected = items.findIndex((item) => item.classList.contains("is-at"));
  const at = selected < 0 ? items.findIndex((item) => item.matches("[data-at-once][aria-current]")) : selected;
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
  if (!next) return;
  items[at]?.classList.remove("is-at");
  next.classList.add("is-at");
  if (!next.matches("a")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  // Where the list stands beside what it lists, being selected is being opened.
  if ("atOnce" in next.dataset && !next.hasAttribute("aria-current")) next.click();
}

function openSelected() {
  const item = document.querySelector(".is-at");
  const link = item?.matches("a") ? item : item?.querySelector("[data-permalink], .post-title a, h2 a, h3 a, a:has(time), .notice-link");
  link?.click();
}

// The entry that is selected, or the only one of the page.
function at() {
  return document.querySelector(".is-at[data-entry]") ?? document.querySelector(".post--solo");
}

const within = (selector) => at()?.querySelector(selector);

function search() {
  const field = document.querySelector("main input[type='search']");
  if (field) field.focus();
  else document.querySelector("command-palette")?.open();
}

function begin() {
  const field = document.querySelector("main :is(text-composer, message-composer) textarea");
  if (field) field.focus();
  else document.querySelector("main [data-new]")?.click();
}

const me = globalThis.document?.documentElement.dataset.person;
const isMine = () => Boolean(me) && at()?.dataset.author === me && Boolean(within("[data-entry-menu]"));

// By way of its menu, since that alone knows where it is edited and whether it still may be.
function edit() {
  const chosen = ({ target, newState }) => newState === "open" && target.querySelector('[data-act="edit"]')?.click();
  document.addEventListener("toggle", chosen, { capture: true, once: true });
  within("[data-entry-menu]").click();
}

function sign(key) {
  const element = document.createElement("kbd");
  element.textContent = key;
  return element;
}

// A key that can be another: pressing one in the field chooses it, Backspace gives back the usual one.
function changeable(key, label, keys) {
  const field = document.createElement("input");
  Object.assign(field, { type: "text", className: "key", value: keyFor(key, keys), readOnly: true });
  field.setAttribute("aria-label", interpolate(gettext("Key for “%(what)s”"), { what: label }));
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isLetter = [...event.key].length === 1 && event.key.trim() !== "";
    if (!isLetter && event.key !== "Backspace") return;
    event.preventDefault();
    choose(key, isLetter ? event.key : "");
    listThem();
    document.querySelector(`#keys-dialog input[aria-label="${CSS.escape(field.getAttribute("aria-label"))}"]`)?.focus();
  });
  return field;
}

function listThem() {
  const dialog = document.getElementById("keys-dialog");
  const list = dialog?.querySelector('[data-slot="keys"]');
  if (!list) return;
  list.replaceChildren();
  const general = [{ key: document.querySelector("[data-mod-key]")?.textContent ?? "Ctrl K", label: gettext("Search or jump to") }];
  const keys = chosen();
  for (const { key, label } of [...general, ...known.filter(({ offeredWhen, isListed }) => isListed && offeredWhen())]) {
    const name = document.createElement("dt");
    const meaning = document.createElement("dd");
    meaning.textContent = label;
    name.append([...key].length === 1 ? changeable(key, label, keys) : sign(key));
    list.append(name, meaning);
  }
  dialog.querySelector('[data-slot="as-before"]').hidden = keys.size === 0;
  const control = dialog.querySelector('[data-slot="switch"]');
  control.checked = localStorage.getItem(OFF) !== "yes";
  control.disabled = document.documentElement.dataset.shortcuts === "off";
  dialog.querySelector('[data-slot="as-before"]').onclick = () => {
    localStorage.removeItem(OTHERS);
    listThem();
  };
  control.onchange = () => localStorage.setItem(OFF, control.checked ? "no" : "yes");
}

if (globalThis.document) {
  const hasList = () => listed().length > 0;
  shortcut({ key: "?", label: gettext("Keyboard shortcuts"), run: () => open("keys-dialog") });
  shortcut({ key: "/", label: gettext("Search"), run: search });
  shortcut({ key: "n", label: gettext("Write something new"), run: begin, when: () => Boolean(document.querySelector("main text-composer textarea, main [data-new]")), isListed: false });
  shortcut({ key: "c", label: gettext("Write something new"), run: begin, when: () => Boolean(document.querySelector("main text-composer textarea, main [data-new]")) });
  shortcut({ key: "r", label: gettext("Comment on what is selected"), run: () => within("[data-write], [data-comment], text-composer textarea")?.click(), when: () => Boolean(within("[data-write], [data-comment]")), offeredWhen: () => Boolean(document.querySelector("main :is([data-write], [data-comment])")) });
  shortcut({ key: "l", label: gettext("Bravi for what is selected"), run: () => within('[data-react="bravi"]')?.click(), when: () => Boolean(within('[data-react="bravi"]')), offeredWhen: () => Boolean(document.querySelector('main [data-react="bravi"]')) });
  shortcut({ key: "m", label: gettext("Menu of what is selected"), run: () => within("[data-entry-menu]")?.click(), when: () => Boolean(within("[data-entry-menu]")), offeredWhen: () => Boolean(document.querySelector("main [data-entry-menu]")) });
  shortcut({ key: "j", label: gettext("Next"), run: () => step(1), when: hasList });
  shortcut({ key: "k", label: gettext("Previous"), run: () => step(-1), when: hasList });
  shortcut({ key: "Enter", label: gettext("Open what is selected"), run: openSelected, when: () => Boolean(document.querySelector(".is-at:focus")), offeredWhen: hasList });
  shortcut({ key: "e", label: gettext("Edit what is selected"), run: edit, when: isMine, offeredWhen: () => Boolean(document.querySelector(`main [data-author="${me}"]`)) });
  document.addEventListener("keydown", pressed);
  document.addEventListener("pointerdown", () => document.querySelector(".is-at")?.classList.remove("is-at"));
  document.addEventListener("portico:opening", (event) => event.target.id === "keys-dialog" && listThem());
}
