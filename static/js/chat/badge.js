// Keeps the door of the chat true in every open tab: its number, and the dot for what is new besides. What comes is
// counted here; what was read is counted by the server, which tells all tabs.
import { live } from "../live.js";
import { showCount, showNews } from "../shell.js";
import { after } from "./door.js";

const person = globalThis.document?.documentElement.dataset.person;

function show({ count, others }) {
  showCount("chat_count", count);
  showNews("chat_others", others, count);
}

if (person) {
  const dot = document.querySelector('[data-count="chat_count"]');
  let known = {
    count: dot?.hidden === false ? Number.parseInt(dot.textContent, 10) || 0 : 0,
    others: document.querySelector('[data-news="chat_others"]')?.hidden === false,
  };
  live.follow(`user_${person}`, null, (frame) => {
    const now = after(frame, known);
    if (!now) return;
    known = now;
    show(now);
  });
}
