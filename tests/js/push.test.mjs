import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { bytesOf, enlist, isDue, isKey, isPossible, sentenceFor, stateOf, wasRemoved } from "../../static/js/notifications/push-here.js";

const SCRIPT = readFileSync(new URL("../../static/js/notifications/push-worker.js", import.meta.url), "utf8");
const HOME = "https://portico.example";
const FOX = "Mozilla/5.0 Gecko/20100101 Firefox/140.0";
const SAFARI = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15";
const MESSAGE = { title: "Ada named you", body: "Well?", tag: "entry_7", newest: 12, path: "/posts/7/#entry-9", visit: "/inbox/12/", unread: 3 };

// A worker with nothing around it but what a test puts there.
function worker({ pages = [], before = [], agent = FOX, cookie = null } = {}) {
  const heard = { shown: [], opened: [], fetched: [], badge: [] };
  const listeners = {};
  const self = {
    addEventListener: (name, listener) => (listeners[name] = listener),
    location: { origin: HOME },
    portico: { icon: "/icon.png" },
    navigator: { userAgent: agent, setAppBadge: async (n) => heard.badge.push(n), clearAppBadge: async () => heard.badge.push(0) },
    clients: { matchAll: async () => pages, openWindow: async (url) => heard.opened.push(url) },
    registration: {
      getNotifications: async () => before,
      showNotification: async (title, options) => heard.shown.push({ title, ...options }),
      pushManager: { subscribe: async ({ applicationServerKey }) => subscription("https://push.example/new", applicationServerKey) },
    },
    cookieStore: { get: async () => cookie && { value: cookie } },
  };
  const fetch = async (url, options) => heard.fetched.push({ url, ...options });
  vm.runInNewContext(SCRIPT, { self, fetch, URL, btoa, Uint8Array, String, JSON, Math });
  heard.dispatch = async (name, event = {}) => {
    let work = null;
    listeners[name]({ ...event, waitUntil: (promise) => (work = promise) });
    await work;
    return heard;
  };
  heard.push = (message) => heard.dispatch("push", { data: { json: () => message } });
  return heard;
}

const subscription = (endpoint, key) => ({ endpoint, options: { applicationServerKey: key }, toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }) });

function page(url, { focused = false } = {}) {
  const one = { url: HOME + url, focused, visits: 0, said: [] };
  one.focus = async () => (one.visits += 1);
  one.postMessage = (data) => one.said.push(data);
  return one;
}

test("a message is shown, under the tag of what it is about, with the number on the icon", async () => {
  const { shown, badge } = await worker({ pages: [page("/")] }).push(MESSAGE);
  assert.equal(shown.length, 1);
  assert.equal(shown[0].title, "Ada named you");
  assert.equal(shown[0].tag, "entry_7");
  assert.equal(shown[0].renotify, true);
  assert.deepEqual(badge, [3]);
});

test("who looks at Portico is not disturbed, and the number is right all the same", async () => {
  const { shown, badge } = await worker({ pages: [page("/", { focused: true })] }).push(MESSAGE);
  assert.deepEqual(shown, []);
  assert.deepEqual(badge, [3]);
});

test("Safari shows it without a sound to who looks, or it would forget the subscription", async () => {
  const { shown } = await worker({ agent: SAFARI, pages: [page("/", { focused: true })] }).push(MESSAGE);
  assert.equal(shown[0].silent, true);
});

test("what was shown already makes no second sound, and what is older is not shown over it", async () => {
  const before = [{ data: { newest: 12 } }];
  const again = await worker({ before }).push(MESSAGE);
  assert.equal(again.shown[0].renotify, false);
  const late = await worker({ before }).push({ ...MESSAGE, newest: 11 });
  assert.deepEqual(late.shown, []);
});

test("a test is shown in any case, and the pages hear of it", async () => {
  const open = page("/settings/notifications/", { focused: true });
  const { shown } = await worker({ pages: [open] }).push({ ...MESSAGE, test: true });
  assert.equal(shown.length, 1);
  assert.deepEqual(open.said.map(({ push }) => push), ["arrived"]);
});

test("a message that cannot be read still says something", async () => {
  const { shown } = await worker().dispatch("push", { data: null });
  assert.equal(shown[0].title, "Portico");
  assert.equal("tag" in shown[0], false);
});

const click = (data) => ({ notification: { data, close: () => {} } });

test("a press leads to the page that is open on it, and marks it as read", async () => {
  const [other, open] = [page("/feeds/", { focused: true }), page("/posts/7/?older=1")];
  const { opened, fetched } = await worker({ pages: [other, open] }).dispatch("notificationclick", click(MESSAGE));
  assert.deepEqual([other.visits, open.visits, opened], [0, 1, []]);
  assert.equal(fetched[0].url, `${HOME}/inbox/12/`);
});

test("a press opens a page where none is open on it, and takes nobody's page away", async () => {
  const { opened } = await worker({ pages: [page("/posts/8/")] }).dispatch("notificationclick", click(MESSAGE));
  assert.deepEqual(opened, [`${HOME}/inbox/12/`]);
});

test("a press leads nowhere else than home", async () => {
  const { opened, fetched } = await worker().dispatch("notificationclick", click({ path: "//evil.example/", visit: "https://evil.example/" }));
  assert.deepEqual([opened, fetched], [[], []]);
});

test("a subscription that is taken back is made anew and told", async () => {
  const key = new Uint8Array([4, 250, 251]).buffer;
  const old = subscription("https://push.example/old", key);
  const { fetched } = await worker({ cookie: "guard" }).dispatch("pushsubscriptionchange", { oldSubscription: old });
  const told = JSON.parse(fetched[0].body);
  assert.equal(told.endpoint, "https://push.example/new");
  assert.equal(told.replaces, "https://push.example/old");
  assert.equal(told.key, "BPr7");
  assert.equal(fetched[0].headers["X-CSRFToken"], "guard");
  const without = await worker().dispatch("pushsubscriptionchange", { oldSubscription: old });
  assert.deepEqual(without.fetched, []);
});

test("the card says how it stands", () => {
  const fine = { possible: true, permission: "granted", subscribed: true, known: true };
  assert.equal(stateOf(fine), "on");
  assert.equal(stateOf({ ...fine, known: false }), "off");
  assert.equal(stateOf({ ...fine, subscribed: false }), "off");
  assert.equal(stateOf({ ...fine, permission: "default" }), "off");
  assert.equal(stateOf({ ...fine, permission: "denied" }), "denied");
  assert.equal(stateOf({ ...fine, possible: false }), "impossible");
  assert.equal(isPossible({ isSecureContext: true, navigator: {} }), false);
});

test("a key is the same in letters and in bytes", () => {
  assert.deepEqual([...bytesOf("BPr7")], [4, 250, 251]);
  assert.equal(isKey(new Uint8Array([4, 250, 251]).buffer, "BPr7"), true);
  assert.equal(isKey(new Uint8Array([4, 250]).buffer, "BPr7"), false);
  assert.equal(isKey(null, "BPr7"), false);
});

test("a browser says anew where it is for another session or day, but only for whom it had push on", () => {
  const kept = { person: "7", session: "a", at: 1000 };
  const soon = 2000;
  assert.equal(isDue(kept, { person: "7", session: "a" }, soon), false);
  assert.equal(isDue(kept, { person: "7", session: "b" }, soon), true);
  assert.equal(isDue(kept, { person: "7", session: "a" }, soon + 25 * 3600 * 1000), true);
  assert.equal(isDue(kept, { person: "8", session: "b" }, soon), false);
  assert.equal(isDue(null, { person: "7", session: "a" }, soon), false);
});

test("what was removed elsewhere is not put back by itself", () => {
  const kept = { person: "7", session: "a", at: 0 };
  assert.equal(wasRemoved(kept, { session: "a" }, [{ is_this: false }]), true);
  assert.equal(wasRemoved(kept, { session: "a" }, [{ is_this: true }]), false);
  assert.equal(wasRemoved(kept, { session: "b" }, []), false);
});

test("a subscription for another key is exchanged", async (context) => {
  const asked = [];
  context.mock.method(globalThis, "fetch", async (url, options) => {
    asked.push(JSON.parse(options.body));
    return { ok: true, redirected: false, url: "", status: 201, headers: { get: () => null } };
  });
  globalThis.document ??= { documentElement: { dataset: {} }, cookie: "" };
  globalThis.location ??= new URL(HOME);
  let left = false;
  const old = { ...subscription("https://push.example/old", new Uint8Array([1]).buffer), unsubscribe: async () => (left = true) };
  const manager = {
    getSubscription: async () => old,
    subscribe: async ({ applicationServerKey }) => subscription("https://push.example/new", applicationServerKey),
  };
  await enlist({ pushManager: manager }, "BPr7", { person: "7", session: "a" });
  assert.equal(left, true);
  assert.deepEqual([asked[0].endpoint, asked[0].replaces, asked[0].key], ["https://push.example/new", "https://push.example/old", "BPr7"]);
});

test("what the browser throws becomes a sentence", () => {
  assert.match(sentenceFor({ name: "AbortError" }), /push service/);
  assert.match(sentenceFor({ name: "NotAllowedError" }), /allow/);
  assert.notEqual(sentenceFor(new TypeError("x")), "");
});
