// The part of the service worker that push wakes: show what came, lead to it, stay subscribed. It runs without any page,
// so it has no words of its own: the message brings them, in the reader's language.
const ASKED = "/api/v1/me/push-devices";

self.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data ?? {}));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAnew(event)));

// What cannot be read is shown as little as possible, but shown: browsers take push away from who is silent.
function read(data) {
  try {
    return { title: "Portico", ...data.json() };
  } catch {
    return { title: "Portico" };
  }
}

async function show(message) {
  await showOnIcon(message.unread);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isInSight = pages.some((page) => page.focused);
  if (message.test) for (const page of pages) page.postMessage({ push: "arrived" });
  // Whoever looks at Portico sees it there.
  else if (isInSight && !demandsAll(self.navigator?.userAgent ?? "")) return;
  const before = message.tag ? await self.registration.getNotifications({ tag: message.tag }) : [];
  const known = Math.max(0, ...before.map((one) => one.data?.newest ?? 0));
  if (message.newest < known) return;
  await self.registration.showNotification(message.title, {
    body: message.body ?? "",
    lang: message.language ?? "",
    icon: self.portico.icon,
    data: { path: message.path ?? "/", visit: message.visit ?? "/", newest: message.newest ?? 0 },
    silent: isInSight && !message.test ? true : null,
    ...(message.tag ? { tag: message.tag, renotify: !isInSight && (message.test || message.newest > known) } : {}),
  });
}

// Safari forgets the subscription of who shows nothing, in sight or not.
const demandsAll = (agent) => agent.includes("Safari/") && !/Chrome\/|Chromium\/|Android/.test(agent);

async function showOnIcon(unread) {
  if (unread === undefined) return;
  try {
    if (unread > 0) await self.navigator?.setAppBadge?.(unread);
    else await self.navigator?.clearAppBadge?.();
  } catch {
    // An app that is not installed has no icon.
  }
}

// To a page that shows it already, else a new one: nobody's half-written page is taken away. "visit" marks it as read.
async function lead({ path = "/", visit = path }) {
  const wanted = new URL(path, self.location.origin);
  const through = new URL(visit, self.location.origin);
  if (wanted.origin !== self.location.origin || through.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => new URL(page.url).pathname === wanted.pathname);
  if (!open) {
    await self.clients.openWindow(through.href);
    return;
  }
  await open.focus();
  await fetch(through.href, { credentials: "same-origin" });
}

// The push service has taken the old address back. Where this cannot tell the house, the next visit does.
async function subscribeAnew({ oldSubscription, newSubscription }) {
  const key = (newSubscription ?? oldSubscription)?.options?.applicationServerKey;
  if (!key) return;
  const fresh =
    newSubscription ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const guard = await self.cookieStore?.get("portico_csrf");
  if (!guard) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch(ASKED, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": guard.value },
    body: JSON.stringify({ endpoint, keys, key: inText(key), replaces: oldSubscription?.endpoint ?? "" }),
  });
}

const inText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
