// What is pinned: opened over the room by the button in its head, which says how much there is, also when that changes.
import { insert } from "../fragment.js";
import { interpolate, ngettext } from "../i18n.js";
import { Refused, sayRefused, send } from "../requests.js";

async function open(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const response = await send(link.href, { method: "GET" });
    insert(await response.text(), document.body);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function say(room, count) {
  for (const link of room.querySelectorAll("[data-tool='pinned']")) {
    link.title = interpolate(ngettext("%s pinned message", "%s pinned messages", count), [count]);
    link.classList.toggle("has-some", count > 0);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("chat-room [data-tool='pinned']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.closest("[popover]")?.hidePopover();
  open(link);
});

document.addEventListener("portico:frame", ({ target, detail }) => {
  if (target.localName === "chat-room" && detail.pins !== undefined) say(target, detail.pins);
});
