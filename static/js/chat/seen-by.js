// Under one's own last message in a small room: who has seen it, as it happens.
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { Seen, seenLine } from "./seen.js";

const me = document.documentElement.dataset.person;
const rooms = new Map();
const list = new Intl.ListFormat(document.documentElement.lang || undefined);

const say = {
  seen: gettext("Seen"),
  everybody: gettext("Seen by everybody"),
  by: (names) => interpolate(gettext("Seen by %(names)s"), { names: list.format(names) }),
  more: (names, n) => interpolate(ngettext("Seen by %(names)s and %(n)s other", "Seen by %(names)s and %(n)s others", n), { names: names.join(", "), n }),
};

function show(room, seen) {
  const rows = [...room.list.list.querySelectorAll(":scope > .message[data-seq]")];
  const mine = rows.findLast((row) => row.dataset.author === me && !row.matches(".message--gone, .message--notice"));
  const words = mine ? seenLine(seen.by(Number(mine.dataset.seq)), { people: seen.people, say }) : "";
  const old = room.querySelector("[data-seen-by]");
  if (old && (old.parentElement !== mine?.querySelector(":scope > .message-own") || words === "")) old.remove();
  if (words === "") return;
  const line = room.querySelector("[data-seen-by]") ?? mine.querySelector(":scope > .message-own").appendChild(blank());
  if (line.textContent !== words) line.textContent = words;
}

function blank() {
  const line = document.createElement("p");
  line.className = "seen-by";
  line.dataset.seenBy = "";
  return line;
}

function begin(room) {
  const seen = new Seen(JSON.parse(room.dataset.seen));
  let isAsked = false;
  const soon = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      room.scroll.still(() => show(room, seen));
    });
  };
  rooms.set(room.number, { seen, soon });
  new MutationObserver(soon).observe(room.list.list, { childList: true });
  soon();
}

function heard(frame) {
  const known = frame.event === "chat.room.seen" && rooms.get(frame.room);
  if (known && known.seen.heard(frame)) known.soon();
}

for (const room of document.querySelectorAll("chat-room[data-seen]")) begin(room);
document.addEventListener("portico:frame", ({ detail }) => heard(detail));
if (me && rooms.size > 0) live.follow(`user_${me}`, null, heard);
