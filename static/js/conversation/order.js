// Where a comment stands, without a page: comments are numbered in the order in which they were said.

// The first of these numbers (rising, null for what has none yet) before which `number` belongs; their count if last.
export function placeOf(number, numbers) {
  const at = numbers.findIndex((other) => other === null || other > number);
  return at < 0 ? numbers.length : at;
}

// The same in a list with an order of its own: what has just been said stands last, or first where the newest does.
export const placeInOrder = (order, count) => (order === "newest" ? 0 : count);

// Whether a comment that has just come belongs on this page. `first` is the oldest number shown (null: none is shown),
// `earlier` and `later` tell whether the page begins or ends in the middle of the discussion.
export function belongsHere(number, { first, earlier, later, isNew }) {
  if (later && isNew) return false;
  return !(earlier && first !== null && number < first);
}

// "Ada is writing", from the names of those who were heard of lately.
export function typingLine(names, say) {
  if (names.length === 0) return "";
  if (names.length === 1) return say.one(names[0]);
  if (names.length <= 3) return say.some(names.slice(0, -1).join(", "), names.at(-1));
  return say.many();
}
