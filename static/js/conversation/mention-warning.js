// Before it is sent: who is named in what one writes and will not be able to read it.
import { say } from "../pending.js";
import { sendJson } from "../requests.js";
import { pause } from "./pause.js";

const NAMED = /(?<![\p{L}\p{N}_/.@+])@([\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,38}[\p{L}\p{N}_])?)/gu;
const said = new WeakMap();

export const namedIn = (text) => [...new Set([...text.matchAll(NAMED)].map((match) => match[1].toLocaleLowerCase()))].sort();

async function check(field) {
  const form = field.form;
  const scope = field.closest("mention-menu")?.getAttribute("scope");
  if (!form || !scope) return;
  const handles = namedIn(field.value).join(",");
  if ((said.get(field)?.handles ?? "") === handles) return;
  const before = said.get(field)?.warning;
  said.set(field, { handles, warning: "" });
  let warning = "";
  let add = null;
  if (handles) {
    try {
      ({ warning, add } = await sendJson(`/mentions/check/?${scope}&handles=${encodeURIComponent(handles)}`));
    } catch {
      return; // A warning that cannot be had keeps nobody from writing.
    }
  }
  if (said.get(field)?.handles !== handles) return;
  said.set(field, { handles, warning });
  if (warning || before) say(form, warning, add);
}

if (globalThis.document) {
  const checkSoon = pause(check, 600);
  document.addEventListener("input", (event) => event.target.matches("mention-menu textarea, mention-menu input[name='to']") && checkSoon(event.target));
}
