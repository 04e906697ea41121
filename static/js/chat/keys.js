// The keys of a room: arrows walk the messages, up in an empty box changes one's last one, Escape has everything read.
import { gettext } from "../i18n.js";
import { isWriting, shortcut } from "../shortcuts.js";
import { editIn } from "./editing.js";
import { quoteIn } from "./quoting.js";

const me = document.documentElement.dataset.person;
const roomOf = (node) => node?.closest?.("chat-room") ?? document.querySelector("chat-room");
const at = () => document.querySelector("[data-messages] > .message:focus, [data-messages] > .message:focus-within") ?? document.querySelector("[data-messages] > .message.is-at");
const within = (selector) => at()?.querySelector(selector);
const isBusy = () => document.querySelector("dialog[open], .menu:popover-open, .completion:popover-open") !== null;

// --- walking ------------------------------------------------------------------------------------------------------------
function stand(row) {
  const list = row.parentElement;
  // Of a room and the thread beside it, one message is the one.
  for (const other of document.querySelectorAll("[data-messages] > .is-at")) other.classList.remove("is-at");
  for (const other of list.querySelectorAll(":scope > [tabindex='0']")) other.tabIndex = -1;
  row.classList.add("is-at");
  row.tabIndex = 0;
}

function go(row) {
  if (!row) return;
  stand(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function walk(event) {
  const row = event.target.closest?.("[data-messages] > .message");
  if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...row.parentElement.querySelectorAll(":scope > .message[data-entry]")];
  const index = rows.indexOf(row);
  const to = { ArrowUp: rows[index - 1], ArrowDown: rows[index + 1], Home: rows[0], End: rows.at(-1) };
  if (event.key in to) {
    event.preventDefault();
    if (to[event.key]) go(to[event.key]);
    else if (event.key === "ArrowDown") roomOf(row).composer?.focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    row.querySelector("[data-entry-menu]")?.click();
  }
}

// --- from the box -------------------------------------------------------------------------------------------------------
function fromBox(event) {
  const composer = event.target.closest?.("message-composer");
  if (!composer || event.target !== composer.field || event.key !== "ArrowUp" || !composer.isEmpty) return;
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const room = roomOf(composer);
  const rows = [...room.list.list.querySelectorAll(":scope > .message[data-entry]:not(.message--gone, .message--notice)")];
  event.preventDefault();
  if (event.shiftKey) go(rows.at(-1));
  else editIn(rows.findLast((row) => row.dataset.author === me));
}

function escape(event) {
  const room = roomOf(event.target);
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !room || isBusy()) return;
  if (isWriting(event.target) && !event.target.closest("message-composer")) return;
  // First what one was about to answer to.
  const quoting = event.target.closest?.("message-composer")?.querySelector("[data-quoting]");
  if (quoting?.firstElementChild) return quoting.replaceChildren();
  room.reading.everything();
  room.scroll.toNewest();
  if (event.target.closest?.("[data-messages]")) room.composer?.focus();
}

// --- from room to room ----------------------------------------------------------------------------------------------------
function change(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const all = [...document.querySelectorAll("chat-sidebar a[data-room]")];
  const here = all.findIndex((link) => link.hasAttribute("aria-current"));
  const by = event.key === "ArrowDown" ? 1 : -1;
  const fits = (link) => !event.shiftKey || link.classList.contains("is-unread");
  const found = around(all, here, by).find(fits);
  if (!found) return;
  event.preventDefault();
  found.click();
}

// The others in this direction, and then from the other end.
function around(all, here, by) {
  if (here < 0) return by > 0 ? all : all.toReversed();
  const [before, after] = [all.slice(0, here), all.slice(here + 1)];
  return by > 0 ? [...after, ...before] : [...before.toReversed(), ...after.toReversed()];
}

document.addEventListener("keydown", walk);
document.addEventListener("keydown", fromBox);
document.addEventListener("keydown", change);
document.addEventListener("keydown", escape);
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("[data-messages] > .message");
  if (row) stand(row);
});

const anyRow = () => document.querySelector("[data-messages] > .message") !== null;
const isOffered = (selector) => () => document.querySelector(`[data-messages] ${selector}`) !== null;
shortcut({ key: "r", label: gettext("Reply to the message in a thread"), run: () => within("[data-opens-thread]")?.click(), when: () => Boolean(within("[data-opens-thread]")), offeredWhen: isOffered("[data-opens-thread]") });
shortcut({ key: "q", label: gettext("Quote the message"), run: () => quoteIn(roomOf(at()), at().dataset.entry), when: () => Boolean(at()?.querySelector("[data-body]")) && getSelection().isCollapsed, offeredWhen: anyRow });
shortcut({ key: "u", label: gettext("Mark unread from this message on"), run: () => roomOf(at()).reading.unreadFrom(Number(at().dataset.seq)), when: () => Boolean(at()?.dataset.seq) && Boolean(roomOf(at())?.dataset.unmarks), offeredWhen: anyRow });
shortcut({ key: "s", label: gettext("React to the message"), run: () => within("[data-pick]")?.click(), when: () => Boolean(within("[data-pick]")), offeredWhen: isOffered("[data-pick]") });
// Those that are no single letters work by themselves, above; here they are only named.
const hasList = () => document.querySelector("chat-sidebar a[data-room]") !== null;
const named = (key, label, offeredWhen) => shortcut({ key, label, run: () => {}, when: () => false, offeredWhen });
named("↑ …", gettext("In the empty box: change my last message"), () => document.querySelector("message-composer") !== null);
named("Shift ↑", gettext("In the empty box: go to the messages; the arrows walk them"), anyRow);
named("Esc", gettext("Everything here is read; go to the newest"), () => document.querySelector("chat-room[data-marks]") !== null);
named("Alt ↑ ↓", gettext("The room above or below; with Shift, the next with something new"), hasList);
