// Changing a message in its place: the form is fetched into it, Enter saves and Escape lets it be.
import { parseOne, wake } from "../fragment.js";
import { Refused, sayRefused, send } from "../requests.js";
import { whatEnterDoes } from "./enter.js";

export async function editIn(row) {
  const own = row?.querySelector(":scope > .message-own");
  if (!own || row.querySelector("[data-editing]")) return;
  try {
    const response = await send(`/chat/messages/${row.dataset.entry}/edit/`, { method: "GET" });
    const form = parseOne(await response.text());
    if (!own.isConnected) return;
    own.replaceWith(form);
    wake(form);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  }
}

// However it came here: by a key or by the menu of the message.
function begin(form) {
  const field = form?.querySelector("textarea");
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  form.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const form = event.target.closest?.("chat-room [data-editing] form");
  if (!form || event.defaultPrevented) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-cancels]")?.click();
    form.closest("chat-room").composer?.focus();
  } else if (event.target.localName === "textarea") {
    const isTouch = matchMedia("(hover: none) and (pointer: coarse)").matches;
    if (whatEnterDoes(event, { isTouch }) !== "send") return;
    event.preventDefault();
    form.requestSubmit();
  }
}

document.addEventListener("keydown", pressed);
for (const name of ["portico:inserted", "htmx:load"]) {
  document.addEventListener(name, ({ target }) => target.matches?.("chat-room [data-editing]") && begin(target));
}
