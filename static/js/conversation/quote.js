// "Quote" beside what one has selected in a post or a comment, and by a key: it goes into the comment box of the entry.
import { gettext } from "../i18n.js";
import { placeBeside } from "../menu.js";
import { shortcut } from "../shortcuts.js";
import { quoteOf, withQuote } from "./quoting.js";
import { openBox } from "./write.js";

const SETTLED = 200;
const me = document.documentElement.dataset.person;
const button = document.createElement("button");
let found = null;
let timer = null;

// Where an answer to an entry is written, if this reader is offered to: in the room, in the box of the topic, or under
// the entry.
function discussionOf(entry) {
  const room = entry?.closest("chat-room");
  if (room) return room.querySelector("message-composer") && room;
  const topic = entry?.closest("forum-topic");
  if (topic) return topic.querySelector("[data-answer-box]:not([hidden])");
  const discussion = entry?.closest("portico-discussion") ?? entry?.querySelector("portico-discussion");
  if (!discussion || discussion.querySelector(":scope > [data-closed]")) return null;
  return discussion.querySelector(":scope > :is([data-write], text-composer):not([hidden])") ? discussion : null;
}

const bodyAt = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("[data-body]") ?? null;

function selected() {
  const selection = getSelection();
  if (!me || !selection || selection.isCollapsed || selection.toString().trim() === "") return null;
  const range = selection.getRangeAt(0);
  const body = bodyAt(range.startContainer);
  // A triple click ends at the beginning of what comes after.
  const end = range.endOffset === 0 ? body : bodyAt(range.endContainer);
  const entry = body?.closest("[data-entry]");
  const discussion = body && end === body ? discussionOf(entry) : null;
  return discussion ? { said: selection.toString(), entry, body, range, discussion } : null;
}

async function quote(what) {
  hide();
  const { said, entry, discussion } = what;
  const name = entry.querySelector(".byline strong")?.textContent.trim() ?? "";
  const url = entry.querySelector(".byline :is([data-permalink], a:has(time))")?.getAttribute("href");
  if (discussion.localName === "portico-discussion") await openBox(discussion);
  const field = discussion.querySelector(":scope > text-composer textarea, message-composer textarea[name='body'], :scope[data-answer-box] textarea");
  if (!field || !url) return;
  field.value = withQuote(field.value, quoteOf(said, { name, url }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  getSelection().removeAllRanges();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.scrollIntoView({ block: "nearest" });
}

// --- the button -------------------------------------------------------------------------------------------------------
function show() {
  const what = selected();
  if (!what) return button.matches(":active, :focus") ? undefined : hide();
  found = what;
  // Right after the text, where Tab leads from it; it floats, so nothing moves.
  if (button.previousElementSibling !== what.body) what.body.after(button);
  place();
}

function hide() {
  found = null;
  button.remove();
}

// Below the end of it: above is where phones put their own.
function place() {
  const floor = document.querySelector(".bottom-bar")?.getBoundingClientRect();
  const lowest = (floor?.height ? floor.top : innerHeight) - button.offsetHeight;
  const last = [...(found?.range.getClientRects() ?? [])].findLast(({ width, bottom }) => width > 0 && bottom < lowest);
  if (!last || last.bottom < 0) return hide();
  placeBeside(button, { getBoundingClientRect: () => last });
}

function settle() {
  clearTimeout(timer);
  timer = setTimeout(show, SETTLED);
}

if (me) {
  button.type = "button";
  button.className = "button quote-button";
  button.textContent = gettext("Quote");
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => found && quote(found));
  button.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  document.addEventListener("selectionchange", settle);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && found && hide());
  addEventListener("scroll", () => found && place(), { passive: true });
  addEventListener("resize", () => found && place());
  const isOffered = () => Boolean([...document.querySelectorAll("main [data-body]")].some((body) => discussionOf(body.closest("[data-entry]"))));
  shortcut({ key: "q", label: gettext("Quote the selected text"), run: () => quote(selected()), when: () => Boolean(selected()), offeredWhen: isOffered });
}
