// Several messages of a room chosen together: "Choose messages" in the menu of one puts a box before each, and the bar
// at the foot of the room makes something of those that are ticked. Escape leaves.
import { announce } from "../announce.js";
import { gettext, interpolate, ngettext } from "../i18n.js";

const MOST = 30;
let room = null;
let watched = null;

const boxes = () => [...room.querySelectorAll(".message-choice:checked")];

function begin(message) {
  end();
  room = message.closest("chat-room");
  room.toggleAttribute("data-choosing", true);
  for (const one of room.querySelectorAll(".message")) offer(one);
  watched = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.(".message")) offer(node);
  });
  watched.observe(message.parentElement, { childList: true });
  room.querySelector(".room-foot").before(bar());
  const first = message.querySelector(".message-choice");
  if (first) first.checked = true;
  say();
  first?.focus();
}

function offer(message) {
  if (message.matches(".message--gone, .message--notice") || !message.dataset.entry || message.querySelector(".message-choice")) return;
  const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "message-choice", value: message.dataset.entry });
  const name = message.querySelector(".byline strong")?.textContent.trim() ?? "";
  box.setAttribute("aria-label", interpolate(gettext("Choose this message of %(name)s"), { name }));
  message.prepend(box);
}

function bar() {
  const element = document.createElement("div");
  element.className = "choosing-bar row";
  element.dataset.choosing = "";
  const count = Object.assign(document.createElement("span"), { className: "choosing-count" });
  const go = Object.assign(document.createElement("a"), { className: "button button--primary", textContent: gettext("Make something of these") });
  go.dataset.make = "";
  const leave = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: gettext("Cancel") });
  leave.addEventListener("click", end);
  element.append(count, go, leave);
  return element;
}

function say() {
  const chosen = boxes().map(({ value }) => value);
  const words = interpolate(ngettext("%(n)s message chosen", "%(n)s messages chosen", chosen.length), { n: chosen.length });
  room.querySelector(".choosing-count").textContent = words;
  announce("choosing", words);
  const go = room.querySelector("[data-make]");
  if (chosen.length) go.href = `/promote/?${chosen.map((one) => `from=${one}`).join("&")}`;
  else go.removeAttribute("href");
  const isFull = chosen.length >= MOST;
  for (const box of room.querySelectorAll(".message-choice:not(:checked)")) box.disabled = isFull;
}

function end() {
  watched?.disconnect();
  if (!room) return;
  for (const part of room.querySelectorAll(".message-choice, .choosing-bar")) part.remove();
  room.removeAttribute("data-choosing");
  room = null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-act="choose-messages"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const number = new URL(link.href).searchParams.get("from");
  const message = document.getElementById(`entry-${number}`);
  if (!message?.closest("chat-room")) return;
  event.preventDefault();
  link.closest("[popover]")?.hidePopover();
  begin(message);
});
document.addEventListener("change", (event) => event.target.matches(".message-choice") && say());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && room && !event.defaultPrevented) end();
});
