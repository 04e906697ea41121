// What was typed in a composer goes along to the page of another kind: fields there with data-carried="title" or
// "body" take it up, if they are empty. Kept for this tab and this one step alone.
const NAME = "portico:carried";

export function carry(values, store = sessionStorage) {
  try {
    store.setItem(NAME, JSON.stringify(values));
  } catch {
    // Without a store the page opens empty; the draft is still where it was typed.
  }
}

export function takeUp(fields, store = sessionStorage) {
  let carried = null;
  try {
    carried = JSON.parse(store.getItem(NAME) ?? "null");
    store.removeItem(NAME);
  } catch {
    return;
  }
  for (const field of carried ? fields : []) {
    const text = carried[field.dataset.carried];
    if (!text || field.value.trim() !== "") continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

if (globalThis.document) {
  const fields = [...document.querySelectorAll("[data-carried]")];
  if (fields.length > 0) takeUp(fields);
}
