// <button data-vote="12" formaction="…" aria-pressed="false">: one's voice for an entry. A press shows at once and is taken
// back with a sentence when the server says no. What a frame brings is the same for everybody, so what is one's own stays
// as it is marked here. [data-n] inside is the number, gone when nobody has voted unless it is [data-n="always"];
// [data-vote-count] is for who cannot vote, [data-tally] says who wants it, each [data-of] one sort of people.
import { Refused, sayRefused, sendJson } from "../requests.js";

const me = document.documentElement.dataset.person;
// One entry's presses are sent one after the other, so that the last one counts.
const underWay = new Map();

const buttonsOf = (entry) => document.querySelectorAll(`[data-vote="${entry}"]`);
const countOf = (button) => Number(button.querySelector("[data-n]")?.textContent ?? 0);
const isMine = (button) => button.getAttribute("aria-pressed") === "true";

function draw(button, count, mine) {
  if (button.dataset.vote) {
    button.setAttribute("aria-pressed", String(mine));
    button.value = mine ? "" : "1";
  }
  let figure = button.querySelector("[data-n]");
  if (count === 0 && figure?.dataset.n !== "always") {
    figure?.remove();
    return;
  }
  if (!figure) {
    figure = document.createElement("span");
    figure.dataset.n = "";
    button.append(figure);
  }
  figure.textContent = String(count);
}

function drawTally(entry, tally) {
  for (const shown of document.querySelectorAll(`[data-tally="${entry}"]`)) {
    for (const figure of shown.querySelectorAll("[data-of]")) figure.textContent = String(tally[figure.dataset.of] ?? 0);
  }
}

// From the live layer: the count as it is now and, in one's other windows, what one has pressed here.
export function showVotes({ entry, votes, person, given, tally }) {
  for (const button of buttonsOf(entry)) {
    const isOwnPress = String(person) === me && !underWay.has(String(entry));
    draw(button, votes, isOwnPress ? given : isMine(button));
  }
  for (const shown of document.querySelectorAll(`[data-vote-count="${entry}"]`)) draw(shown, votes, false);
  if (tally) drawTally(entry, tally);
}

// On a fresh copy of what is on the page already, what was marked as one's own.
export function keepMark(before, after) {
  draw(after, countOf(after), isMine(before));
}

function press(button) {
  const entry = button.dataset.vote;
  const on = !isMine(button);
  for (const one of buttonsOf(entry)) draw(one, Math.max(countOf(one) + (on ? 1 : -1), 0), on);
  const url = button.getAttribute("formaction");
  const sent = (underWay.get(entry) ?? Promise.resolve()).then(() => settle(entry, url, on));
  underWay.set(entry, sent);
  sent.finally(() => underWay.get(entry) === sent && underWay.delete(entry));
}

async function settle(entry, url, on) {
  const body = new FormData();
  body.set("on", on ? "1" : "");
  try {
    const { votes, mine, tally } = await sendJson(url, { method: "POST", body });
    if (tally) drawTally(entry, tally);
    for (const one of buttonsOf(entry)) draw(one, votes, mine);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    for (const one of buttonsOf(entry)) if (isMine(one) === on) draw(one, Math.max(countOf(one) + (on ? -1 : 1), 0), !on);
    sayRefused(refused);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-vote]");
  if (!button || !me) return;
  event.preventDefault();
  press(button);
});
