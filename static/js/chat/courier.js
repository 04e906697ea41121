// What was written in a room and could not be sent goes out from whatever page one has open when the line is back. What is
// refused waits in its room.
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { toast } from "../toasts.js";
import { Letters } from "./letters.js";
import { queueFor } from "./posting.js";

const person = document.documentElement.dataset.person;
const queues = new Map();

// A room that is open here sees to its own.
function isOpen(key) {
  const [sort, number] = key.split(":");
  return document.querySelector(`chat-room[${sort === "thread" ? "data-thread" : "data-room"}="${Number(number)}"]`) !== null;
}

function told(letter, state, news) {
  if (state !== "failed" || !news?.status) return;
  toast(gettext("A message could not be sent. It is kept in its room."), {
    level: "error",
    seconds: 0,
    action: { label: gettext("Show it"), href: letter.url.replace(/messages\/$/, "") },
  });
}

function carry() {
  for (const key of Letters.keys(localStorage, person)) {
    if (isOpen(key)) continue;
    if (!queues.has(key)) queues.set(key, queueFor(key, told));
    queues.get(key).revive();
  }
}

if (person) {
  carry();
  addEventListener("online", carry);
  live.addEventListener("state", ({ detail }) => detail.state === "live" && carry());
}
