// What a completion needs to know about a text, without a page: the word before the caret, and the text afterwards.

const TRIGGERS = /(^|[\s(\[{"'“«])([@#:])([\p{L}\p{N}_.-]{0,40})$/u;
// An emoji needs two letters, or every time of day would open the list.
const LEAST = { "@": 0, "#": 1, ":": 2 };

export function wordBefore(text, caret) {
  const match = TRIGGERS.exec(text.slice(0, caret));
  if (!match) return null;
  const [, , trigger, query] = match;
  if (query.length < LEAST[trigger]) return null;
  return { trigger, query, start: caret - query.length - 1 };
}

// Replaces the word with what was chosen and one space, and says where the caret goes.
export function completed(text, { start }, caret, chosen) {
  const after = text.slice(caret);
  const gap = after.startsWith(" ") ? "" : " ";
  return { text: text.slice(0, start) + chosen + gap + after, caret: start + chosen.length + 1 };
}
