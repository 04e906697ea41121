// What the door of the chat shows after a frame: a number, and whether something else is new.
const MOST = 100;

// Null where a frame is about something else.
export function after(frame, { count, others }) {
  if (frame.event === "chat.badge") return { count: frame.count, others: frame.others };
  if (frame.event !== "chat.told") return null;
  return frame.mention ? { count: Math.min(count + 1, MOST), others } : { count, others: true };
}
