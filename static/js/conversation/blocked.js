// What comes from somebody the reader has blocked is folded away, also what arrives while one looks. The server does the
// same with what it renders for one reader (conversation/personal.py); frames are the same for everybody.
import { gettext } from "../i18n.js";
import { live } from "../live.js";

const root = document.documentElement;
const blocked = () => new Set((root.dataset.blocked ?? "").split(" ").filter(Boolean));

function fold(article) {
  if (article.querySelector(":scope > .folded-away")) return;
  const place = document.createElement("details");
  const summary = document.createElement("summary");
  const show = document.createElement("span");
  place.className = "folded-away";
  show.textContent = gettext("Show");
  summary.append(gettext("From somebody you blocked"), show);
  place.append(summary);
  article.prepend(place);
}

// Cards and comments, and the messages of a room.
const SAID = ":is(article, .message)[data-author]";

function foldIn(node) {
  const people = blocked();
  for (const article of [node, ...node.querySelectorAll(SAID)]) {
    if (article.matches?.(SAID) && people.has(article.dataset.author)) fold(article);
  }
}

function setBlocked(ids) {
  const people = new Set(ids.map(String));
  root.dataset.blocked = [...people].join(" ");
  for (const place of document.querySelectorAll(`${SAID} > .folded-away`)) {
    if (!people.has(place.parentElement.dataset.author)) place.remove();
  }
  foldIn(document.body);
}

if (root.dataset.person) {
  foldIn(document.body);
  document.addEventListener("portico:inserted", ({ target }) => blocked().size && foldIn(target));
  live.follow(`user_${root.dataset.person}`, null, (frame) => frame.event === "stances.changed" && setBlocked(frame.blocked));
  // What was just pressed here shows before the frame comes.
  document.addEventListener("stance", ({ detail }) => {
    if (detail.way === "block") setBlocked([...blocked(), detail.person]);
  });
}
