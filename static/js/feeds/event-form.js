// The fields of time follow each other: an event that is moved by a day ends a day later, not before it begins.
import { gettext } from "../i18n.js";
import { toast } from "../toasts.js";
import "./carrying.js";

export function shifted(day, from, to) {
  const moved = Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`);
  const end = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(moved) || Number.isNaN(end)) return to;
  return new Date(end + moved).toISOString().slice(0, 10);
}

function follow(form) {
  const { starts_on: starts, ends_on: ends } = form.elements;
  if (!starts || !ends) return;
  let before = starts.value;
  starts.addEventListener("change", () => {
    if (!starts.value) return;
    if (ends.value) ends.value = shifted(ends.value, before || starts.value, starts.value);
    ends.min = starts.value;
    before = starts.value;
    starts.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Who is offered by name, in the words and among the organisers, can read where it will stand.
function tellReaders(form) {
  const choice = form.querySelector("[data-audience]");
  choice?.addEventListener("change", () => {
    const chosen = choice.selectedOptions[0];
    const line = form.querySelector("[data-readers]");
    line.textContent = chosen?.dataset.warning ?? "";
    line.classList.toggle("is-street", chosen?.dataset.street !== undefined);
    for (const menu of form.querySelectorAll("mention-menu, people-field")) menu.setAttribute("scope", `audience=${encodeURIComponent(choice.value)}`);
  });
}

// A file that is still on its way is waited for.
function waitForFiles(form) {
  const uploads = form.querySelector("upload-drop");
  let isWaiting = false;
  form.addEventListener("submit", (event) => {
    if (!uploads?.isBusy) return;
    event.preventDefault();
    if (!isWaiting) toast(gettext("A file is still on its way; this is sent as soon as it has arrived."));
    isWaiting = true;
  });
  form.addEventListener("portico:uploads", () => {
    if (!isWaiting || uploads.isBusy) return;
    isWaiting = false;
    form.requestSubmit();
  });
}

for (const form of globalThis.document?.querySelectorAll("[data-event-form]") ?? []) {
  const id = form.elements.client_id;
  if (id && !id.value) id.value = crypto.randomUUID();
  follow(form);
  tellReaders(form);
  waitForFiles(form);
}
