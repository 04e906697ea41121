// The line under a message that says how many have replied, and when: kept as replies come and go.
import { parseOne } from "../fragment.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { clockOf } from "./clocks.js";
import { mark } from "./thread-marks.js";

const FACES = 3;

// replies: {count, last, people} as frames have it; face: the element of who has just replied, if that is known.
export function showReplies(row, { count, last }, face = null) {
  const own = row.querySelector(":scope > .message-own");
  let link = own?.querySelector(":scope > .message-thread");
  if (!own || (link && Number(link.dataset.replies) === count)) return;
  if (count === 0) {
    link?.remove();
    return;
  }
  link ??= own.appendChild(blank(row.dataset.entry));
  link.dataset.replies = count;
  link.querySelector("b").textContent = interpolate(ngettext("%(n)s reply", "%(n)s replies", count), { n: count });
  link.querySelector(":scope > span:last-child").textContent = last ? interpolate(gettext("last one at %(time)s"), { time: clockOf(new Date(last)) }) : "";
  if (face) putFirst(link.querySelector(".arcade"), face);
  mark(link);
}

function blank(entry) {
  const link = document.createElement("a");
  link.className = "message-thread";
  link.href = `/chat/messages/${Number(entry)}/thread/`;
  link.dataset.opensThread = entry;
  const [faces, words, when] = ["span", "b", "span"].map((name) => document.createElement(name));
  faces.className = "arcade";
  link.append(faces, words, " ", when);
  return link;
}

function putFirst(faces, face) {
  const small = face.cloneNode(true);
  small.classList.remove("avatar--s");
  small.classList.add("avatar--xs");
  for (const other of faces.querySelectorAll(".avatar")) if (other.isEqualNode(small)) other.remove();
  faces.prepend(small);
  while (faces.children.length > FACES) faces.lastElementChild.remove();
}

function heard({ detail: frame, target }) {
  if (target.thread || !frame.replies) return;
  const root = frame.event === "chat.message.replies" ? frame.entry : frame.thread;
  const row = root && target.list?.of(root);
  if (!row) return;
  const face = frame.html ? parseOne(frame.html)?.querySelector(".avatar") : null;
  target.scroll.still(() => showReplies(row, frame.replies, face));
}

document.addEventListener("portico:frame", heard);
