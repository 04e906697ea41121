// Beside a name: the status of a person, and that they are away. The cards of a feed are the same for everybody and are
// kept, so this is asked apart, once for all the people of a page, by their numbers.
import { live } from "./live.js";
import { sendJson } from "./requests.js";

const MOST = 200;
const AGAIN_AFTER = 5 * 60 * 1000;
// Where people stand: what says who it is, and the name to put the mark beside.
const PLACES = [
  ["[data-author]", (node) => [node.dataset.author, node.querySelector(".byline strong")]],
  [".person-row", (node) => [node.querySelector(".avatar[data-person]")?.dataset.person, node.querySelector("b")]],
  [".room-link[data-direct]", (node) => [node.querySelector(".avatar")?.dataset.person, node.querySelector(".truncate")]],
  [".room-head", (node) => [node.querySelector(".room-partner .avatar")?.dataset.person, node.querySelector("h1 > .truncate")]],
  [".rail-me > button", (node) => [node.querySelector(".avatar")?.dataset.person, node.querySelector(".label")]],
];

const known = new Map();
const marked = new WeakSet();
let askedAt = 0;
let waiting = null;

function places(root) {
  const found = [];
  for (const [selector, read] of PLACES) {
    const nodes = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) nodes.push(root);
    for (const node of nodes) {
      const [id, name] = read(node);
      if (id && name) found.push([id, name]);
    }
  }
  return found;
}

function mark(root) {
  for (const [id, name] of places(root)) {
    const now = known.get(id);
    if (!now || marked.has(name)) continue;
    marked.add(name);
    name.after(markOf(now, name));
  }
}

function markOf(now, name) {
  const node = document.createElement("span");
  node.className = now.away ? "now-mark now-mark--away" : "now-mark";
  node.dataset.nowMark = "";
  node.title = [now.away, `${now.emoji} ${now.text}`.trim()].filter(Boolean).join(" · ");
  const isNarrow = name.closest(".rail-me");
  node.textContent = [now.emoji, isNarrow ? "" : now.away_short].filter(Boolean).join(" ") || "💬";
  // An emoji says nothing to who hears the page.
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", node.title);
  if (now.until) setTimeout(() => !now.away && node.remove(), Math.min(Date.parse(now.until) - Date.now(), 2 ** 31 - 1));
  return node;
}

async function ask() {
  waiting = null;
  const ids = [...new Set(places(document).map(([id]) => id))].filter((id) => !known.has(id)).slice(0, MOST);
  if (ids.length === 0) return;
  try {
    const { items } = await sendJson(`/people/whereabouts/?ids=${ids.join(",")}`);
    for (const id of ids) known.set(id, items[id] ?? null);
    askedAt = Date.now();
    mark(document);
  } catch {
    // A page without marks is a page all the same.
  }
}

function look(root = document) {
  mark(root);
  waiting ??= setTimeout(ask, 60);
}

function lookAgain() {
  if (document.visibilityState !== "visible" || !askedAt || Date.now() - askedAt < AGAIN_AFTER) return;
  forget();
}

function forget() {
  known.clear();
  for (const node of document.querySelectorAll("[data-now-mark]")) {
    marked.delete(node.previousElementSibling);
    node.remove();
  }
  look();
}

const me = globalThis.document?.documentElement.dataset.person;
if (me) {
  // What I say of myself in one tab stands in my others at once; what others say, when I look again after a while.
  live.follow(`user_${me}`, null, (frame) => frame.event === "accounts.person.now_changed" && forget());
  look();
  document.addEventListener("htmx:load", (event) => look(event.detail.elt.parentNode ?? document));
  document.addEventListener("portico:inserted", (event) => look(event.target.parentNode ?? document));
  document.addEventListener("visibilitychange", lookAgain);
}
