// What the canned replies need to know about a text, without a page: the "/" at the beginning of a line before the caret.

export function slashBefore(text, caret) {
  const match = /(^|\n)\/([^\n]{0,40})$/u.exec(text.slice(0, caret));
  return match ? { query: match[2], start: caret - match[2].length - 1 } : null;
}

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Those whose title has every word, in the order in which they came; at most eight.
export function matching(items, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return items.filter(({ name }) => words.every((word) => folded(name).includes(word))).slice(0, 8);
}
