// Keeps the number beside the inbox true in every open tab: it comes on the reader's own stream.
import { announce } from "../announce.js";
import { gettext, interpolate } from "../i18n.js";
import { live } from "../live.js";
import { Refused, send } from "../requests.js";
import { numberIn, showCount } from "../shell.js";

const person = document.documentElement.dataset.person;

if (person) {
  let known = numberIn(document.querySelector('[data-count="inbox_count"]')?.textContent ?? "");
  live.follow(`user_${person}`, null, (frame) => {
    if (frame.event !== "notifications.changed") return;
    showCount("inbox_count", frame.unread);
    if (frame.unread > known) announce("inbox", interpolate(gettext("%(n)s unread in the inbox"), { n: frame.unread }));
    known = frame.unread;
    document.dispatchEvent(new CustomEvent("portico:inbox", { detail: { unread: frame.unread } }));
  });
  if (known > 0) readWhatIsOpen();
}

// Who reads a thing on its own page has read what the inbox says of it, and need not be mailed about it.
async function readWhatIsOpen() {
  const entry = document.querySelector("main .post--solo[data-entry]");
  if (!entry) return;
  const body = new FormData();
  body.append("subject", `entry_${entry.dataset.entry}`);
  try {
    await send("/inbox/read/", { body });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    // It stays unread, which is no harm.
  }
}
