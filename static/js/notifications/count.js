// Keeps the number beside the inbox true in every open tab: it comes on the reader's own stream.
import { live } from "../live.js";
import { showCount } from "../shell.js";

const person = document.documentElement.dataset.person;

if (person) {
  live.follow(`user_${person}`, null, (frame) => {
    if (frame.event !== "notifications.changed") return;
    showCount("inbox_count", frame.unread);
    document.dispatchEvent(new CustomEvent("portico:inbox", { detail: { unread: frame.unread } }));
  });
}
