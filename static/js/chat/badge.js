// Keeps the door of the chat true in every open tab: its number, and the dot for what is new besides. What comes is
// counted here; what was read is counted by the server, which tells all tabs.
import { live } from "../live.js";
import { showCount, showNews } from "../shell.js";

const person = globalThis.document?.documentElement.dataset.person;
const MOST = 100;

// What the door shows after a frame, or null where a frame is about something else.
export function after(frame, { count, others }) {
  if (frame.event === "chat.badge") return { count: frame.count, others: frame.others };
  if (frame.event !== "chat.told") return null;
  return frame.mention ? { count: Math.min(count + 1, MOST), others } : { count, others: true };
}

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
