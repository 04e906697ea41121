// The fields of time follow each other: an event that is moved by a day ends a day later, not before it begins.
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
  });
}

for (const form of globalThis.document?.querySelectorAll("[data-event-form]") ?? []) {
  const id = form.elements.client_id;
  if (id && !id.value) id.value = crypto.randomUUID();
  follow(form);
}
