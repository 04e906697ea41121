// What is said of a message that stands in a room, and concerns a part of it: votes in its poll, the head of a page it
// links to. The room hears it; the message that is meant is told.
import { parse } from "../fragment.js";

document.addEventListener("portico:frame", ({ target, detail: frame }) => {
  if (target.localName !== "chat-room" || !frame.entry) return;
  const row = target.list.of(frame.entry);
  if (!row) return;
  const links = frame.links && frame.html ? row.querySelector("[data-links]") : null;
  if (links) target.scroll.still(() => links.replaceChildren(parse(frame.html)));
  // A poll listens at its own card, and not to what goes on to the room again.
  if (frame.poll !== undefined) row.dispatchEvent(new CustomEvent("portico:frame", { detail: frame }));
});
