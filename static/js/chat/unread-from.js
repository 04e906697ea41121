// "Mark unread from here" in the menu of a message: where its room or its thread is open, the line of what is new moves
// there, and one stays.
function sent(event) {
  const form = event.target;
  const seq = Number(form.elements?.namedItem?.("seq")?.value);
  const address = form.getAttribute?.("hx-post") || form.getAttribute?.("action");
  if (!seq || !address) return;
  const path = new URL(address, location.href).pathname;
  const room = [...document.querySelectorAll("chat-room[data-unmarks]")].find(({ dataset }) => dataset.unmarks === path);
  const row = room?.list.numbered.find(({ dataset }) => Number(dataset.seq) === seq);
  if (!row) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.closest("[popover]")?.hidePopover();
  room.reading.unreadFrom(seq, row);
}

document.addEventListener("submit", sent, { capture: true });
