// Before everybody in a large room is called: asked once, with how many will hear of it. The server says whether it is to
// be asked; where it cannot be reached, it decides when it gets the message.
import { namedIn } from "../conversation/mention-warning.js";
import { ask } from "../dialog.js";
import { gettext } from "../i18n.js";
import { sendJson } from "../requests.js";

const CALLS = new Set(["room", "here", "stanza", "qui"]);
const agreed = new WeakMap();

export const callsIn = (text) => namedIn(text).filter((name) => CALLS.has(name));

async function sentenceFor(form, names) {
  const scope = form.querySelector("mention-menu")?.getAttribute("scope");
  if (!scope) return "";
  try {
    return (await sendJson(`/mentions/check/?${scope}&handles=${encodeURIComponent(names.join(","))}`)).ask ?? "";
  } catch {
    return "";
  }
}

async function onSubmit(event) {
  const form = event.target;
  const field = form.matches?.("message-composer form") ? form.elements.namedItem("body") : null;
  const names = field ? callsIn(field.value) : [];
  if (names.length === 0) return;
  if (agreed.get(form) === field.value) {
    agreed.delete(form);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const text = field.value;
  const sentence = await sentenceFor(form, names);
  if (sentence && !(await ask(sentence, { title: gettext("Call them all?"), yes: gettext("Send"), danger: false }))) return;
  if (field.value !== text) return;
  agreed.set(form, text);
  form.requestSubmit();
}

globalThis.document?.addEventListener("submit", onSubmit, { capture: true });
