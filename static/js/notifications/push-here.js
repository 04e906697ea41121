// This browser and push: whether it can, whether it does, and telling the house where it is reached. Words of the page
// and the page itself are this-device.js; what every page does by itself is push-keeping.js.
import { gettext } from "../i18n.js";
import { send } from "../requests.js";

export const DEVICES = "/api/v1/me/push-devices";
const KEPT = "portico-push";
const A_DAY = 24 * 3600 * 1000;

// What the settings show: "impossible", "denied", "off" or "on".
export function stateOf({ possible, permission, subscribed, known }) {
  if (!possible) return "impossible";
  if (permission === "denied") return "denied";
  return permission === "granted" && subscribed && known ? "on" : "off";
}

export const isPossible = (here = globalThis) =>
  Boolean(here.isSecureContext && here.navigator?.serviceWorker && here.PushManager && here.Notification);

// What the browser throws when it cannot subscribe, in words.
export function sentenceFor(error) {
  if (error.name === "NotAllowedError") return gettext("The browser did not allow it.");
  if (error.name === "AbortError") return gettext("The browser could not reach its push service. Is it switched off, or kept from the net?");
  return gettext("The browser could not switch push on.");
}

// Keys are written in base64url, and read by browsers as bytes.
export function bytesOf(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function isKey(buffer, key) {
  if (!buffer) return false;
  const wanted = bytesOf(key);
  const found = new Uint8Array(buffer);
  return found.length === wanted.length && found.every((byte, place) => byte === wanted[place]);
}

// Whether a browser that has push on should say so anew: for a session it has not named, and once a day.
export const isDue = (kept, { person, session }, now) =>
  Boolean(kept && kept.person === person && (kept.session !== session || now - kept.at > A_DAY));

// After a day: "removed" where the same session is not among the devices any more, which somebody has decided.
export const wasRemoved = (kept, { session }, devices) =>
  kept.session === session && !devices.some((device) => device.is_this);

export const whoIsHere = () => {
  const { person, session } = document.documentElement.dataset;
  return person && session ? { person, session } : null;
};

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "null");
  } catch {
    return null;
  }
}

function keep(here) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...here, at: Date.now() }));
  } catch {
    // Without it, push ends with the session; nothing else does.
  }
}

// Subscribe with this key, where that is not so already, and tell the house. Throws what the browser throws, or Refused.
export async function enlist(registration, key, here) {
  let subscription = await registration.pushManager.getSubscription();
  let replaces = "";
  if (subscription && !isKey(subscription.options.applicationServerKey, key)) {
    replaces = subscription.endpoint;
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ endpoint, keys, key, replaces });
  await send(DEVICES, { body, accept: "application/json" });
  keep(here);
}

export async function forget(registration) {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // There was nothing to forget.
  }
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}
