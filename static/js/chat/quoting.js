// Answering to a message: it stands above what one writes, and goes along. What one has only selected is quoted in words
// by conversation/quote.js.
import { parse } from "../fragment.js";
import { gettext } from "../i18n.js";
import { Refused, sayRefused, send } from "../requests.js";

export async function quoteIn(room, entry) {
  const place = room?.composer?.querySelector("[data-quoting]");
  if (!place || !entry) return;
  try {
    const response = await send(`/chat/quotes/${entry}/`, { method: "GET" });
    show(place, parse(await response.text()), entry);
    room.composer.focus();
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  }
}

function show(place, quote, entry) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "quoted", value: entry });
  const away = document.createElement("button");
  Object.assign(away, { type: "button", className: "text-link small", textContent: gettext("Do not quote") });
  away.addEventListener("click", () => {
    place.replaceChildren();
    place.closest("message-composer").focus();
  });
  place.replaceChildren(field, quote, away);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-act='quote']");
  const entry = link && /[?&]quote=(\d+)/.exec(link.getAttribute("href"))?.[1];
  const row = entry && document.getElementById(`entry-${entry}`);
  const room = row?.closest("chat-room");
  if (!room?.composer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.closest("[popover]")?.hidePopover();
  quoteIn(room, entry);
});
