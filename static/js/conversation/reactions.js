// Reactions: a press shows at once and is taken back with a sentence when the server says no. What everybody gets is
// the same for every reader, so the browser marks what is one's own.
import { parse, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { placeBeside } from "../menu.js";
import { Refused, sayRefused, send, sendJson, signInAddress } from "../requests.js";

const LABELS = {
  bravi: gettext("Bravi"),
  agree: gettext("Agree"),
  thanks: gettext("Thanks"),
  smile: gettext("Smile"),
  idea: gettext("Good idea"),
  looking: gettext("Looking into it"),
};
const FIRST = "bravi";
const me = document.documentElement.dataset.person;
// One entry's presses are sent one after the other, so that the last one counts.
const underWay = new Map();

const barsOf = (entry) => document.querySelectorAll(`[data-reactions="${entry}"]`);
const isSmall = (bar) => bar.closest(".comment-acts, .message") !== null;
const countOf = (pill) => Number(pill.querySelector("[data-n]")?.textContent ?? 0);

function state(bar) {
  const pills = [...bar.querySelectorAll("[data-react]")];
  return {
    counts: Object.fromEntries(pills.map((pill) => [pill.dataset.react, countOf(pill)]).filter(([, count]) => count > 0)),
    mine: new Set(pills.filter((pill) => pill.getAttribute("aria-pressed") === "true").map((pill) => pill.dataset.react)),
  };
}

function draw(bar, { counts, mine }) {
  const more = bar.querySelector("[data-pick]");
  for (const sort of Object.keys(LABELS)) {
    let pill = bar.querySelector(`[data-react="${sort}"]`);
    const isShown = counts[sort] > 0 || mine.has(sort) || (sort === FIRST && !isSmall(bar));
    if (!isShown) {
      // A pill one has the finger on stays, so that it can be pressed again.
      if (pill && document.activeElement !== pill) pill.remove();
      else if (pill) count(pill, 0, false);
      continue;
    }
    if (!pill) {
      pill = blank(sort, more);
      bar.insertBefore(pill, following(bar, sort) ?? more);
    }
    count(pill, counts[sort] ?? 0, mine.has(sort));
  }
}

function following(bar, sort) {
  const order = Object.keys(LABELS);
  return [...bar.querySelectorAll("[data-react]")].find((pill) => order.indexOf(pill.dataset.react) > order.indexOf(sort));
}

function count(pill, number, isMine) {
  pill.setAttribute("aria-pressed", String(isMine));
  let figure = pill.querySelector("[data-n]");
  if (number === 0) {
    figure?.remove();
    return;
  }
  if (!figure) {
    figure = document.createElement("span");
    figure.dataset.n = "";
    pill.append(figure);
  }
  figure.textContent = String(number);
}

function blank(sort, more) {
  const pill = document.createElement("button");
  Object.assign(pill, { type: "button", className: "reaction", title: LABELS[sort] });
  pill.dataset.react = sort;
  const icon = more.querySelector("svg").cloneNode(true);
  const use = icon.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${sort}`);
  const label = document.createElement("span");
  label.className = sort === FIRST ? "" : "visually-hidden";
  label.textContent = LABELS[sort];
  pill.append(icon, label);
  return pill;
}

// From the live layer: the counts as they are now, and, in one's other windows, what one has pressed here.
export function showReaction({ entry, counts, sort, person, given }) {
  for (const bar of barsOf(entry)) {
    const { mine } = state(bar);
    if (String(person) === me && !underWay.has(entry)) mine[given ? "add" : "delete"](sort);
    draw(bar, { counts, mine });
  }
}

// A fresh copy of what is on the page already keeps what was marked as one's own.
export function keepMine(old, fresh) {
  const bar = fresh.querySelector(":scope > :is(.comment-own, .message-own) [data-reactions]");
  const before = old.querySelector(":scope > :is(.comment-own, .message-own) [data-reactions]");
  if (bar && before) draw(bar, { counts: state(bar).counts, mine: state(before).mine });
}

function press(entry, sort) {
  if (!me) {
    location.assign(signInAddress());
    return;
  }
  const bars = [...barsOf(entry)];
  const { counts, mine } = state(bars[0]);
  const on = !mine.has(sort);
  mine[on ? "add" : "delete"](sort);
  counts[sort] = Math.max((counts[sort] ?? 0) + (on ? 1 : -1), 0);
  for (const bar of bars) draw(bar, { counts, mine });
  const url = new URL(`${sort}/`, bars[0].querySelector("[data-pick]").href);
  const sent = (underWay.get(entry) ?? Promise.resolve()).then(() => settle(entry, url, sort, on));
  underWay.set(entry, sent);
  sent.finally(() => underWay.get(entry) === sent && underWay.delete(entry));
}

async function settle(entry, url, sort, on) {
  try {
    const { counts, mine } = await sendJson(url, { method: on ? "PUT" : "DELETE" });
    for (const bar of barsOf(entry)) draw(bar, { counts, mine: new Set(mine) });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    for (const bar of barsOf(entry)) {
      const { counts, mine } = state(bar);
      if (mine.has(sort) !== on) continue;
      mine[on ? "delete" : "add"](sort);
      draw(bar, { counts: { ...counts, [sort]: Math.max((counts[sort] ?? 0) + (on ? -1 : 1), 0) }, mine });
    }
    sayRefused(refused);
  }
}

// --- Choosing, and seeing who chose what -----------------------------------------------------------------------------
let sheet = null;

async function pick(link) {
  if (!me) {
    location.assign(signInAddress());
    return;
  }
  try {
    const response = await send(link.href, { method: "GET" });
    sheet ??= document.body.appendChild(popover());
    sheet.replaceChildren(parse(await response.text()));
    wake(sheet);
    sheet.showPopover();
    placeBeside(sheet, link);
    sheet.querySelector("button")?.focus({ preventScroll: true });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  }
}

function popover() {
  const element = document.createElement("div");
  element.className = "menu";
  element.popover = "auto";
  return element;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-pick][href]");
  const button = event.target.closest("[data-react]");
  const entry = button?.closest("[data-reactions], [data-reaction-sheet]")?.dataset;
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    pick(link);
  } else if (entry && barsOf(entry.reactions ?? entry.reactionSheet).length > 0) {
    event.preventDefault();
    if (entry.reactionSheet) sheet?.hidePopover();
    press(Number(entry.reactions ?? entry.reactionSheet), button.dataset.react);
  }
});
