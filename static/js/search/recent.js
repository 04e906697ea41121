// What one has searched for lately, newest first: kept in this browser for this person, and told to nobody.
const MOST = 8;

const person = () => globalThis.document?.documentElement.dataset.person ?? "";
const place = () => `portico:searches:${person()}`;

export function recent(store = globalThis.localStorage) {
  try {
    const found = JSON.parse(store?.getItem(place()) ?? "[]");
    return Array.isArray(found) ? found.filter((text) => typeof text === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(text, store = globalThis.localStorage) {
  const said = text.trim();
  if (said === "" || (globalThis.document && person() === "")) return;
  const others = recent(store).filter((one) => one !== said);
  try {
    store?.setItem(place(), JSON.stringify([said, ...others].slice(0, MOST)));
  } catch {
    // A full or closed store forgets; nothing else depends on it.
  }
}

export function forget(store = globalThis.localStorage) {
  store?.removeItem(place());
}
