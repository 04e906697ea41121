// Says in a polite live region what came in by itself, for those who do not see it come. It takes nobody's focus. What
// comes close together is said in one go, and of a thing that changes again only the last word.
//
//   announce("posts", "2 new posts")
const WAIT = 600;

const waiting = new Map();
let timer = null;

export function announce(about, words) {
  waiting.delete(about);
  waiting.set(about, words);
  timer ??= setTimeout(say, WAIT);
}

// The card that one is in, or the only one of the page: what changes in the other cards of a feed is not read out.
export const isBeingRead = (card) =>
  Boolean(card) && (card.contains(document.activeElement) || document.querySelectorAll("main article.post").length === 1);

function say() {
  timer = null;
  const line = document.createElement("span");
  line.textContent = [...waiting.values()].join(" ");
  waiting.clear();
  // A new element each time: the same words twice are news twice.
  document.getElementById("news")?.replaceChildren(line);
}
