// On every page: a browser that has push on stays reachable when its session or the key of the house is another one; the
// number on the app's icon is that of the inbox; and what lies on the screen goes when all is read.
import { sendJson } from "../requests.js";
import { DEVICES, enlist, forget, isDue, isPossible, kept, wasRemoved, whoIsHere } from "./push-here.js";

async function stayReachable() {
  const here = whoIsHere();
  if (!here || !isPossible() || Notification.permission !== "granted" || !isDue(kept(), here, Date.now())) return;
  const registration = await navigator.serviceWorker.ready;
  const { key, devices } = await sendJson(DEVICES);
  if (wasRemoved(kept(), here, devices)) await forget(registration);
  else await enlist(registration, key, here);
}

async function showOnIcon(unread) {
  if (unread > 0) await navigator.setAppBadge?.(unread);
  else await navigator.clearAppBadge?.();
  if (unread > 0) return;
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await registration?.getNotifications()) ?? []) notification.close();
}

if (globalThis.document) {
  // Nobody has asked for it, so nobody is told when it fails; the settings show how it stands.
  stayReachable().catch(() => {});
  document.addEventListener("portico:inbox", ({ detail }) => showOnIcon(detail.unread).catch(() => {}));
}
