// Tells the server which posts have been read here, and shows in every open tab which have not (feeds/unread.py). The
// page names the unread in <data data-unread-here="12 14" data-kept="14">; kept are those made unread by hand.
import { gettext, interpolate, ngettext } from "../i18n.js";
import { live } from "../live.js";
import { keepStill } from "../conversation/still.js";
import { Refused, send } from "../requests.js";
import { Dwell, isInSight } from "./dwell.js";

const TICK = 250;
const SOON = 200;
const AGAIN = 5000;
const MOST = 100;
const me = document.documentElement.dataset.person;

const unread = new Map();
const near = new Set();
const dwell = new Dwell();
const outgoing = new Set();
let ticking = null;
let sending = null;

const cardOf = (id) => document.getElementById(`entry-${id}`);
const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus() && !document.querySelector("dialog[open]");
const watching = globalThis.IntersectionObserver && new IntersectionObserver(passing);

// --- what is unread ---------------------------------------------------------------------------------------------------
function collect() {
  // A post that is opened has been asked for; loading its page again is no second look.
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  for (const place of document.querySelectorAll("[data-unread-here]")) {
    const kept = new Set(place.dataset.kept.split(" "));
    const opened = place.closest("[data-solo]") && !isReload;
    for (const id of place.dataset.unreadHere.split(" ").filter(Boolean)) mark(id, kept.has(id) && !opened);
    place.remove();
  }
}

function mark(id, isKept) {
  const card = cardOf(id);
  if (!card) return;
  dwell.forget(id);
  outgoing.delete(id);
  unread.set(id, isKept);
  watching.observe(card);
  if (card.classList.contains("is-new")) return;
  card.classList.add("is-new");
  const word = document.createElement("span");
  word.className = "visually-hidden new-word";
  word.textContent = gettext("Unread");
  card.querySelector(".byline")?.prepend(word);
}

function settle(id) {
  if (!unread.delete(id)) return;
  dwell.forget(id);
  near.delete(id);
  const card = cardOf(id);
  if (!card) return;
  watching.unobserve(card);
  card.classList.remove("is-new");
  card.querySelector(".new-word")?.remove();
}

// --- what is in sight -------------------------------------------------------------------------------------------------
function passing(changes) {
  for (const { target, isIntersecting } of changes) isIntersecting ? near.add(target.dataset.entry) : near.delete(target.dataset.entry);
  look();
  ticking ??= setInterval(look, TICK);
}

function look() {
  if (!isLookedAt()) return dwell.rest();
  const view = { top: 0, bottom: innerHeight };
  const inSight = new Set([...near].filter((id) => isInSight(cardOf(id)?.getBoundingClientRect() ?? view, view)));
  for (const id of dwell.look(performance.now(), inSight, (one) => unread.get(one))) {
    settle(id);
    outgoing.add(id);
  }
  if (outgoing.size > 0) sending ??= setTimeout(tell, SOON);
  if (near.size === 0) ticking = clearInterval(ticking) ?? null;
}

// --- told to the server -----------------------------------------------------------------------------------------------
async function tell({ keepalive = false } = {}) {
  clearTimeout(sending);
  sending = null;
  const ids = [...outgoing].slice(0, MOST);
  if (ids.length === 0) return;
  for (const id of ids) outgoing.delete(id);
  const body = new FormData();
  for (const id of ids) body.append("entry", id);
  try {
    await send("/feed/seen/", { body, keepalive });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    if (!refused.worthRetrying && refused.status !== 429) return;
    for (const id of ids) if (!unread.has(id)) outgoing.add(id);
    sending ??= setTimeout(tell, AGAIN);
  }
}

// --- told by the server, for all tabs ---------------------------------------------------------------------------------
function heard(frame) {
  if (frame.event !== "spaces.seen") return;
  for (const id of frame.seen ?? []) settle(String(id));
  for (const id of frame.kept ?? []) mark(String(id), true);
  const emptied = frame.all ? null : Object.keys(frame.unread ?? {}).filter((space) => frame.unread[space] === 0);
  const here = document.querySelector("[data-unread-of]")?.dataset.unreadOf;
  for (const id of [...unread.keys()]) {
    if (!emptied || emptied.includes(cardOf(id)?.dataset.space) || emptied.includes(here)) settle(id);
  }
}

// The line above the list: it appears without moving what one reads, and keeps its place when it has nothing to say.
function count({ detail }) {
  const line = document.querySelector(`[data-unread-of="${CSS.escape(detail.space)}"]`);
  if (!line) return;
  const shown = detail.count > 99 ? "99+" : detail.count;
  const words = ngettext("%(n)s unread post", "%(n)s unread posts", detail.count);
  line.querySelector("[data-slot]").textContent = detail.count === 0 ? gettext("Nothing unread") : interpolate(words, { n: shown });
  line.querySelector("form").classList.toggle("is-done", detail.count === 0);
  if (line.hidden && detail.count > 0) keepStill(() => (line.hidden = false));
}

if (me) {
  collect();
  for (const name of ["htmx:load", "portico:inserted"]) document.addEventListener(name, collect);
  for (const name of ["visibilitychange", "focus", "blur"]) addEventListener(name, look);
  document.addEventListener("portico:unread", count);
  addEventListener("online", () => tell());
  addEventListener("pagehide", () => tell({ keepalive: true }));
  live.follow(`user_${me}`, null, heard);
}
