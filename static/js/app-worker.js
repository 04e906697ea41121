// The service worker. It keeps two things: the page that says there is no net, and scripts and styles whose names carry
// their hash, which therefore never change. Pages and files of people are never kept: on a shared machine they would
// outlive the session. A new release waits until the reader says so (app.js).
const { release, offline, static: shelf } = self.portico;
const KEPT = `portico-${release}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((kept) => kept.add(new Request(offline, { cache: "reload" })))));

self.addEventListener("activate", (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("portico-") && name !== KEPT).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith(shelf) && HASHED.test(address.pathname)) event.respondWith(kept(request));
});

async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const saved = await caches.match(offline);
    if (saved) return saved;
    throw error;
  }
}

async function kept(request) {
  const saved = await caches.match(request);
  if (saved) return saved;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.type === "basic") {
    const shelves = await caches.open(KEPT);
    await shelves.put(request, fresh.clone());
  }
  return fresh;
}
