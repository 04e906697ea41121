// What a text points at by number is shown as it is now, where this reader may know it: one question for all that stands
// on the page, one more for what comes later, and one when something has changed meanwhile. What is kept for everybody
// says the number alone.
import { parseOne } from "./fragment.js";
import { gettext } from "./i18n.js";
import { live } from "./live.js";
import { send } from "./requests.js";

const OPEN = 'a.reference[data-titled="yes"]:not([data-asked])';
const MOST = 100;
// Sections of other texts that stand in this one.
const SECTION = "a.transclusion:not([data-asked])";
const MOST_SECTIONS = 20;
const TOGETHER = 300;

async function fillIn(places) {
  const numbers = [...new Set(places.map((place) => place.dataset.entry))];
  for (const place of places) place.dataset.asked = "";
  const query = numbers.map((number) => `id=${number}`).join("&");
  const response = await send(`/entries/cards/?${query}`, { method: "GET", accept: "application/json" });
  const known = await response.json();
  for (const place of places) show(place, known[place.dataset.entry]);
}

function show(place, now) {
  // What something became and one may not know is not spoken of.
  if (place.closest("[data-became]") && !now?.title) return place.remove();
  const isNumber = place.classList.contains("reference--card") || place.textContent === `#${place.dataset.entry}`;
  if (isNumber && now) place.replaceWith(withHeading(parseOne(now.html), place.hash));
  else if (now?.title) Object.assign(place, { textContent: now.title, href: now.url + place.hash });
  else {
    const closed = document.createElement("span");
    closed.className = "reference reference--closed";
    closed.textContent = place.textContent;
    place.replaceWith(closed);
  }
}

const at = ({ dataset }) => `${dataset.entry}.${dataset.section}.${dataset.version}`;

async function takeIn(places) {
  for (const place of places) place.dataset.asked = "";
  const query = [...new Set(places.map(at))].map((one) => `at=${encodeURIComponent(one)}`).join("&");
  const response = await send(`/entries/sections/?${query}`, { method: "GET", accept: "application/json" });
  const known = await response.json();
  for (const place of places) {
    if (known[at(place)]) (place.closest("p") ?? place).replaceWith(parseOne(known[at(place)]));
    // A card that one may not follow, or a link.
    else if (place.localName === "a") asReference(place);
    else place.remove();
  }
  look();
}

function asReference(place) {
  place.className = "reference";
  delete place.dataset.asked;
}

function withHeading(card, hash) {
  if (hash && card.localName === "a") card.href += hash;
  return card;
}

function ask(places) {
  for (let start = 0; start < places.length; start += MOST) {
    // A name that is not the newest is no misfortune: the link leads there all the same.
    fillIn(places.slice(start, start + MOST)).catch(() => {});
  }
}

function askSections(places) {
  // What is more than this is a link, as in texts that are filled in before they are sent.
  places.slice(MOST_SECTIONS).forEach(asReference);
  if (places.length) takeIn(places.slice(0, MOST_SECTIONS)).catch(() => {});
}

function look() {
  for (const holder of new Set([...document.querySelectorAll(SECTION)].map((place) => place.closest(".text, .prose") ?? document.body))) {
    askSections([...holder.querySelectorAll(SECTION)]);
  }
  ask([...document.querySelectorAll(OPEN)]);
}

// Something that stands here as a card is called otherwise, solved, planned, taken away: many may be told at once.
const changed = new Set();
live.addEventListener("frame", ({ detail }) => {
  if (detail.event === "flows.entry.became") return detail.of.forEach((number) => became(number, detail.became));
  if (detail.event !== "content.entry.changed") return;
  if (changed.size === 0) setTimeout(lookAgain, TOGETHER);
  changed.add(detail.pointed);
});

// Something was made of what stands here.
function became(of, number) {
  const own = document.querySelector(`#entry-${Number(of)} > :is(.message-own, .comment-own)`);
  if (!own || own.querySelector(`:scope > [data-became] [data-entry="${Number(number)}"]`)) return;
  let line = own.querySelector(":scope > [data-became]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "became", textContent: gettext("became") });
    line.dataset.became = "";
    own.append(line);
  }
  const link = Object.assign(document.createElement("a"), { className: "reference", textContent: `#${number}`, href: `/entries/${number}/` });
  Object.assign(link.dataset, { entry: number, titled: "yes" });
  line.append(" ", link);
  look();
}

function lookAgain() {
  const selector = [...changed].map((number) => `.reference--card[data-entry="${Number(number)}"]`).join(",");
  const held = [...changed].map((number) => `blockquote.transclusion[data-entry="${Number(number)}"][data-version="0"]`).join(",");
  changed.clear();
  ask([...document.querySelectorAll(selector)]);
  askSections([...document.querySelectorAll(held)].slice(0, MOST_SECTIONS));
}

look();
for (const name of ["htmx:load", "portico:inserted"]) document.addEventListener(name, look);
