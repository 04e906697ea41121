// What a completion needs to know about a text, without a page: the word before the caret, and the text afterwards.

const TRIGGERS = /(^|[\s(\[{"'“«])([@#:])([\p{L}\p{N}_.-]{0,40})$/u;
// An emoji needs two letters, or every time of day would open the list.
// A section of another text: what is found goes on to its headings.
const SECTION = /!\[\[([^[\]|\n]{0,80})$/;
const LEAST = { "@": 0, "#": 1, ":": 2 };

export function wordBefore(text, caret) {
  const section = SECTION.exec(text.slice(0, caret));
  if (section) return { trigger: "![[", query: section[1], start: section.index };
  const match = TRIGGERS.exec(text.slice(0, caret));
  if (!match) return null;
  const [, , trigger, query] = match;
  if (query.length < LEAST[trigger]) return null;
  return { trigger, query, start: caret - query.length - 1 };
}

// Replaces the word with what was chosen and one space, and says where the caret goes. A section has a line to itself,
// and its closing brackets may be there already.
export function completed(text, { start, trigger }, caret, chosen) {
  if (trigger === "![[") {
    const after = text.slice(caret);
    const rest = chosen.endsWith("]]") ? after.replace(/^\]\]/, "") : after;
    return { text: text.slice(0, start) + chosen + rest, caret: start + chosen.length };
  }
  const after = text.slice(caret);
  const gap = after.startsWith(" ") ? "" : " ";
  return { text: text.slice(0, start) + chosen + gap + after, caret: start + chosen.length + 1 };
}
