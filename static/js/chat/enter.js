// What Enter does where one writes to others: "send", "break", or "" where it is not Enter, or where it only ends a word
// that is being put together (as Japanese and Chinese are typed).
export function whatEnterDoes({ key, shiftKey, ctrlKey, metaKey, altKey, isComposing, keyCode }, { isTouch = false } = {}) {
  // Safari ends a composition before the key that ended it; then only the number tells.
  if (key !== "Enter" || isComposing || keyCode === 229) return "";
  if (ctrlKey || metaKey) return "send";
  return shiftKey || altKey || isTouch ? "break" : "send";
}
