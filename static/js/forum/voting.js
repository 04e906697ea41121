// "Me too" and "Helped", where an answer is replaced by a fresh copy of itself.
import { keepMark } from "../conversation/voting.js";

export { showVotes } from "../conversation/voting.js";

export function keepMyVote(old, fresh) {
  const before = old.querySelector(":scope > .answer-own [data-vote]");
  const after = fresh.querySelector(":scope > .answer-own [data-vote]");
  if (before && after) keepMark(before, after);
  if (!before && after) after.remove();
}
