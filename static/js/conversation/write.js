// The box under the comments and under a comment: fetched when it is wanted, with the right to write in it.
import { Drafts } from "../drafts.js";
import { parseOne, wake } from "../fragment.js";
import { Outbox } from "../outbox.js";
import { Refused, sayRefused, send } from "../requests.js";

const person = document.documentElement.dataset.person;

// Something for this discussion that was typed and not sent, or sent and not confirmed.
export function isAnythingKept(discussion) {
  if (!person || !discussion.querySelector("[data-write]")) return false;
  const key = `comment:${discussion.entry}`;
  return new Outbox(localStorage, person).waiting(key).length > 0 || new Drafts(localStorage, person).read(key) !== null;
}

export async function openBox(discussion, { focus = true } = {}) {
  const opener = discussion.querySelector(":scope > [data-write]");
  opener?.setAttribute("aria-busy", "true");
  const box = opener && !opener.hidden ? await fetchBox(discussion, "") : null;
  opener?.removeAttribute("aria-busy");
  if (box && opener.isConnected) {
    opener.replaceWith(box);
    wake(box);
  }
  if (focus) discussion.querySelector(":scope > text-composer textarea")?.focus();
}

// An answer to an answer goes under the comment at the top, and begins with the name of whom it answers.
export async function openReply(discussion, link) {
  const answered = link.closest("[data-entry]");
  const top = answered.dataset.parent ? document.getElementById(`entry-${answered.dataset.parent}`) : answered;
  if (!top) {
    location.assign(link.href);
    return;
  }
  let box = top.querySelector(":scope > text-composer");
  if (!box) {
    box = await fetchBox(discussion, `?parent=${top.dataset.entry}`);
    if (!box || !top.isConnected) return;
    top.append(box);
    wake(box);
  }
  const field = box.querySelector("textarea");
  if (answered !== top && answered.dataset.author !== person && field.value.trim() === "") {
    field.value = `@${link.dataset.reply} `;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
}

async function fetchBox(discussion, query) {
  try {
    const response = await send(`/entries/${discussion.entry}/comments/write/${query}`, { method: "GET" });
    return parseOne(await response.text());
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
    return null;
  }
}
