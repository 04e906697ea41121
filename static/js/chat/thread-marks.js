// Shows which threads have something new: beside "Threads" in the list of rooms, and at the messages they hang from.
import { live } from "../live.js";
import { numbersIn, ThreadCounts } from "./thread-counts.js";

const me = document.documentElement.dataset.person;
const wayOf = () => document.querySelector('[data-way="threads"]');
let counts = new ThreadCounts(numbersIn(wayOf()?.dataset.threads));

function show() {
  for (const dot of document.querySelectorAll('[data-count="threads"]')) {
    dot.textContent = counts.count > 99 ? "99+" : String(counts.count);
    dot.hidden = counts.count === 0;
  }
  wayOf()?.classList.toggle("is-unread", counts.count > 0);
  for (const link of document.querySelectorAll(".message-thread[data-opens-thread]")) mark(link);
}

export function mark(link) {
  link.classList.toggle("is-unread", counts.has(Number(link.dataset.opensThread)));
}

if (me && wayOf()) {
  live.follow(`user_${me}`, Number(wayOf().dataset.since) || null, (frame) => {
    if (counts.heard(frame)) show();
  });
  // The list of rooms was read again: what it brings is newer.
  document.addEventListener("portico:inserted", ({ target }) => {
    const way = target.querySelector?.('[data-way="threads"]');
    if (!way) return;
    counts = new ThreadCounts(numbersIn(way.dataset.threads));
    show();
  });
  show();
}
