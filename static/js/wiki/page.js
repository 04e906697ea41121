// The page one reads: what happens to it meanwhile is said and moves nothing; keys for what is done most; the tree behind
// its button on a phone.
import { announce } from "../announce.js";
import "../conversation/conversation.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { shortcut } from "../shortcuts.js";
import "./contents.js";
import "./tree.js";

const page = document.querySelector("article[data-page]");

function follow() {
  const number = Number(page.dataset.number);
  live.follow(page.dataset.stream, Number(page.dataset.since), (frame) => {
    if (frame.refused !== undefined) return shut();
    if (frame.entry !== Number(page.dataset.page) && !frame.resync) return;
    if (frame.number > number) say("changed");
    else if (frame.event === "wiki.page.renamed") rename(frame.title);
    else if (/\.(deleted|hidden)$/.test(frame.event ?? "")) say("gone");
  });
}

function say(what) {
  for (const notice of document.querySelectorAll("[data-page-news]")) {
    notice.hidden = notice.dataset.pageNews !== what;
    if (!notice.hidden) announce("page", notice.textContent.trim().replace(/\s+/g, " "));
  }
}

// Who may not read it any more does not keep it on the screen either.
function shut() {
  for (const words of page.querySelectorAll("[data-page-text], .article-foot, .contents-fold, [data-edit-page]")) words.remove();
  document.querySelector(".beside")?.replaceChildren();
  say("shut");
}

function rename(title) {
  const heading = page.querySelector("[data-title]");
  if (heading && title) heading.textContent = title;
}

// On a phone the tree takes the page's place until one has chosen.
function showTree(button) {
  const side = document.querySelector(".reading > .side");
  const isShown = side.toggleAttribute("data-open");
  button.setAttribute("aria-expanded", String(isShown));
  document.querySelector(".reading").toggleAttribute("data-shows-side", isShown);
  if (isShown) side.querySelector("a[aria-current], a")?.focus();
}

if (page?.dataset.stream) follow();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows-tree]");
  if (button) showTree(button);
  // The contents above the text fold away again once they have led somewhere.
  const link = event.target.closest(".contents-fold a");
  if (link) link.closest("details").open = false;
});

// "Print" in the menu leads here, also from a page about the page.
if (page && new URLSearchParams(location.search).has("print")) addEventListener("load", () => print());

const go = (selector) => document.querySelector(selector)?.click();
const has = (selector) => Boolean(document.querySelector(selector));
shortcut({ key: "e", label: gettext("Edit the page"), run: () => go("[data-edit-page]"), when: () => has("[data-edit-page]") && !has(".is-at") });
shortcut({ key: "[", label: gettext("Previous page"), run: () => go(".page-turn a[rel='prev']"), when: () => has(".page-turn a[rel='prev']") });
shortcut({ key: "]", label: gettext("Next page"), run: () => go(".page-turn a[rel='next']"), when: () => has(".page-turn a[rel='next']") });
