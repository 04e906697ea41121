// The small remarks under a question and under each answer: the box is fetched when it is wanted, the rest of a long line
// of them when it is asked for.
import { keepStill } from "../conversation/still.js";
import { parse, parseOne, wake } from "../fragment.js";
import { Refused, sayRefused, send } from "../requests.js";

const person = document.documentElement.dataset.person;

export async function openRemark(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const response = await send(`${link.href}&box=1`, { method: "GET" });
    const box = parseOne(await response.text());
    link.hidden = true;
    link.after(box);
    wake(box);
    box.querySelector("textarea").focus();
    return box;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
    return null;
  } finally {
    link.removeAttribute("aria-busy");
  }
}

export function closeRemark(button) {
  const remarks = button.closest(".remarks");
  button.closest("text-composer").remove();
  const opener = remarks.querySelector("[data-remark]");
  if (!opener) return;
  opener.hidden = false;
  opener.focus();
}

// A reply to a remark is a remark that begins with a name.
export async function replyTo(link) {
  const remarks = link.closest(".remarks");
  const opener = remarks.querySelector("[data-remark]");
  const box = remarks.querySelector("text-composer") ?? (opener && (await openRemark(opener)));
  const field = box?.querySelector("textarea");
  if (!field) return;
  if (link.closest("[data-author]").dataset.author !== person && field.value.trim() === "") {
    field.value = `@${link.dataset.reply} `;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
}

export async function fetchRemarks(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const response = await send(link.href, { method: "GET" });
    const fresh = [...parse(await response.text()).children];
    keepStill(() => {
      for (const node of fresh) {
        if (document.getElementById(node.id)) continue;
        link.before(node);
        wake(node);
      }
      link.remove();
    });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    link.removeAttribute("aria-busy");
    sayRefused(refused);
  }
}

export function putRemark(remarks, fresh) {
  const last = [...remarks.querySelectorAll(":scope > .comment")].at(-1);
  if (last === fresh) return;
  if (last) last.after(fresh);
  else remarks.prepend(fresh);
}
