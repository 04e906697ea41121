// What stands in the fields of a composer, to be kept and put back. Files have their own way.
const KEPT = [
  "textarea[name]",
  "input[type='text'][name]:not([name^='alt_'])",
  "input[type='url'][name]",
  "[data-part] :is(select, input[type='datetime-local'], input[type='checkbox'], input[type='radio'])[name]",
].join(", ");
const isMarked = (field) => field.type === "checkbox" || field.type === "radio";

// Fields in which one writes.
export const written = (form) =>
  [...form.querySelectorAll("textarea[name], input[type='text'][name], input[type='url'][name]")].filter(
    (field) => !field.name.startsWith("alt_"),
  );

// {name: value}; a box that is not ticked has none, and says so by an empty text.
export function readFields(form) {
  const found = {};
  for (const field of form.querySelectorAll(KEPT)) {
    if (!isMarked(field)) found[field.name] = field.value;
    else if (field.checked) found[field.name] = field.value;
    else found[field.name] ??= "";
  }
  return found;
}

// True while nobody has written anything: what the page brought along (a choice, a box) is nothing written.
export const isBlank = (form) => [...form.querySelectorAll(KEPT)].every(isUntouched);

function isUntouched(field) {
  if (isMarked(field)) return field.checked === field.defaultChecked;
  if (field.localName !== "select") return field.value.trim() === "";
  const brought = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex === Math.max(brought, 0);
}

// Filling a field may open another (the next line of a poll), so it goes on until there is none.
export function fillFields(form, values) {
  let filled = -1;
  for (let fields = form.querySelectorAll(KEPT); fields.length > filled; fields = form.querySelectorAll(KEPT)) {
    filled = fields.length;
    for (const field of fields) put(field, values[field.name]);
  }
}

function put(field, value) {
  if (value === undefined) return;
  if (isMarked(field)) field.checked = field.value === value;
  else if (field.value !== value) {
    field.value = value;
    // What was written is seen, also where it was folded away.
    for (let fold = field.closest("details"); value && fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
