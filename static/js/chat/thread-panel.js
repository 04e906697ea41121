// A thread opens beside its room, and the address names it, so that it is there again after a reload; on a phone it
// covers the room. Escape and the cross close it, and one is back where one was.
import { parseOne, wake } from "../fragment.js";
import { Refused, sayRefused, send } from "../requests.js";

const roomHere = () => document.querySelector("chat-room:not([data-thread])");
const panel = () => document.querySelector("chat-room[data-thread]");
const isBusy = () => document.querySelector("dialog[open], .menu:popover-open, .completion:popover-open") !== null;
let opener = null;
let asked = 0;

// --- opening ------------------------------------------------------------------------------------------------------------
async function open(url, thread, { push = true, focus = true } = {}) {
  const mine = (asked += 1);
  try {
    const response = await send(url, { method: "GET" });
    const fresh = parseOne(await response.text());
    // Another one was asked for, or it was closed, meanwhile.
    if (mine !== asked || !fresh?.dataset.thread) return;
    const old = panel();
    if (old) old.replaceWith(fresh);
    else roomHere().after(fresh);
    wake(fresh);
    if (push) name(thread, { instead: Boolean(old) });
    roomHere()?.settle();
    if (focus) goInto(fresh);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  }
}

function goInto(found) {
  const isTouch = matchMedia("(hover: none) and (pointer: coarse)").matches;
  if (found.composer && !isTouch) found.composer.focus();
  else found.querySelector("#thread-title")?.focus({ preventScroll: true });
}

// --- the address --------------------------------------------------------------------------------------------------------
const threadIn = (address) => Number(new URL(address).searchParams.get("thread")) || null;

function name(thread, { instead = false } = {}) {
  const address = new URL(location.href);
  address.searchParams.delete("reply");
  address.hash = "";
  if (thread) address.searchParams.set("thread", thread);
  else address.searchParams.delete("thread");
  if (address.href !== location.href) history[instead ? "replaceState" : "pushState"]({ thread }, "", address);
}

function follow() {
  const thread = threadIn(location.href);
  if (!roomHere() || thread === (Number(panel()?.dataset.thread) || null)) return;
  if (thread) open(`/chat/messages/${thread}/thread/`, thread, { push: false });
  else remove();
}

// --- closing ------------------------------------------------------------------------------------------------------------
function close() {
  remove();
  name(null);
}

function remove() {
  asked += 1;
  const thread = panel()?.dataset.thread;
  panel()?.remove();
  const room = roomHere();
  room?.settle();
  const row = thread && room?.list?.of(thread);
  const back = opener?.isConnected ? opener : row;
  opener = null;
  if (!back) return;
  if (!back.hasAttribute("tabindex") && !back.matches("a")) back.tabIndex = -1;
  back.focus({ preventScroll: true });
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || isBusy()) return;
  const inside = event.target.closest?.("chat-room[data-thread]");
  if (!inside || event.target.closest("[data-editing]")) return;
  event.preventDefault();
  close();
}

// --- what is pressed ------------------------------------------------------------------------------------------------------
function pressed(event) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const shut = event.target.closest?.("[data-closes-thread]");
  if (shut && panel()) {
    event.preventDefault();
    close();
    return;
  }
  const link = event.target.closest?.("a[data-opens-thread]");
  if (!link || !roomHere()) return;
  event.preventDefault();
  const thread = Number(link.dataset.opensThread);
  if (Number(panel()?.dataset.thread) === thread) {
    goInto(panel());
    return;
  }
  opener = link.closest(".message") ?? link;
  open(link.href, thread);
}

// The answers of its menu go to the message of this number; where the room does not show it, that is the one up here.
function lend({ target }) {
  const row = target.closest?.(".thread-root > [data-entry]");
  if (row && !document.getElementById(`entry-${row.dataset.entry}`)) row.id = `entry-${row.dataset.entry}`;
}

// --- what it is about: changed or taken away ------------------------------------------------------------------------------
function changed({ detail: frame, target }) {
  const root = target.querySelector?.("[data-thread-root]");
  if (!target.thread || frame.entry !== target.thread || !root || !frame.html || frame.event === "chat.message.published") return;
  const fresh = parseOne(frame.html);
  fresh.id = `root-${frame.entry}`;
  fresh.querySelector(".message-thread")?.remove();
  root.replaceChildren(fresh);
  wake(fresh);
}

document.addEventListener("click", pressed);
document.addEventListener("click", lend, { capture: true });
document.addEventListener("keydown", escape, { capture: true });
document.addEventListener("portico:frame", changed);
addEventListener("popstate", follow);
