// How scripts talk to the server: with the guard token, and with refusals as sentences. Also turns what htmx is
// refused into toasts, so that no press of a button is ever answered by nothing.
import { parse } from "./fragment.js";
import { gettext } from "./i18n.js";
import { toast } from "./toasts.js";

export class Refused extends Error {
  // kind: "refused" (the server said no, and why), "invalid" (a form needs another look), "signed-out", "offline",
  // "broken" (the server failed). Only the last two are worth trying again unchanged.
  constructor(message, { kind = "refused", status = 0 } = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  get worthRetrying() {
    return this.kind === "offline" || this.kind === "broken";
  }
}

export const guardToken = () => /(?:^|; )portico_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";

export const signInAddress = () =>
  `${document.documentElement.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;

// Asks for a part of a page (as htmx does) unless accept says otherwise. Throws Refused; a returned response is fine.
export async function send(url, { method = "POST", body, signal, accept = "text/html", keepalive = false } = {}) {
  const headers = { Accept: accept, "X-CSRFToken": guardToken() };
  if (accept === "text/html") headers["HX-Request"] = "true";
  let response;
  try {
    response = await fetch(url, { method, body, signal, headers, keepalive, credentials: "same-origin" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(gettext("The server could not be reached."), { kind: "offline" });
  }
  if (isSignIn(response.url, response.redirected) || response.status === 401) {
    throw new Refused(gettext("You are signed out. What you wrote is kept."), { kind: "signed-out", status: 401 });
  }
  if (!response.ok) throw await refusal(response);
  dispatchTriggers(response.headers.get("HX-Trigger"));
  return response;
}

export async function sendJson(url, options = {}) {
  const response = await send(url, { method: "GET", accept: "application/json", ...options });
  return response.json();
}

async function refusal(response) {
  const status = response.status;
  const kind = status === 422 || status === 400 ? "invalid" : status >= 500 ? "broken" : "refused";
  return new Refused((await sentenceOf(response)) || standardSentence(status), { kind, status });
}

async function sentenceOf(response) {
  const said = sentenceInTrigger(response.headers.get("HX-Trigger")) || response.headers.get("X-Portico-Error");
  if (said) return said;
  const type = response.headers.get("Content-Type") ?? "";
  const text = await response.text();
  if (type.includes("json")) return sentenceInJson(text);
  if (type.includes("html") && text.length < 200_000) return sentenceInHtml(text);
  return "";
}

export function sentenceInTrigger(header) {
  try {
    return JSON.parse(header ?? "{}")["portico:refused"]?.text ?? "";
  } catch {
    return "";
  }
}

export function sentenceInJson(text) {
  try {
    const body = JSON.parse(text);
    return [body.detail, body.error, body.message].find((value) => typeof value === "string") ?? "";
  } catch {
    return "";
  }
}

// The errors of a form that came back, or the notice of a refusal.
function sentenceInHtml(text) {
  const found = parse(text).querySelectorAll(".error, [role='alert']");
  return [...found].map((node) => node.textContent.replace(/\s+/g, " ").trim()).join(" ");
}

function standardSentence(status) {
  if (status === 413) return gettext("That is more than the server takes at once.");
  if (status === 429) return gettext("That was too quick. Try again in a moment.");
  if (status === 503) return gettext("The server has too much to do. Try again in a moment.");
  if (status >= 500) return gettext("Something broke on our side. Your work is safe; try again.");
  if (status === 404) return gettext("There is nothing here, or it is not shared with you.");
  return gettext("The server did not accept this.");
}

function isSignIn(address, redirected) {
  const signIn = document.documentElement.dataset.signIn;
  return Boolean(redirected && signIn && new URL(address, location.href).pathname === signIn);
}

// htmx dispatches what HX-Trigger names; a fetch has to do it itself.
function dispatchTriggers(header) {
  if (!header) return;
  let events = {};
  try {
    events = JSON.parse(header);
  } catch {
    for (const name of header.split(",")) events[name.trim()] = {};
  }
  for (const [name, detail] of Object.entries(events)) {
    document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

export function sayRefused(refused) {
  if (refused.kind === "signed-out") {
    toast(refused.message, { level: "error", seconds: 0, action: { label: gettext("Sign in"), href: signInAddress() } });
  } else {
    toast(refused.message, { level: "error" });
  }
}

if (globalThis.document) {
  listenToHtmx();
  document.addEventListener("portico:post", ({ detail }) => postAndReread(detail.url));
}

// What the Undo of a toast does when its answer has no place on the page.
async function postAndReread(url) {
  try {
    await send(url);
    location.reload();
  } catch (refused) {
    sayRefused(refused);
  }
}

function listenToHtmx() {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = guardToken();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const asked = event.detail.pathInfo?.finalRequestPath ?? event.detail.pathInfo?.requestPath ?? "";
    if (isSignIn(xhr.responseURL, new URL(asked, location.href).pathname !== new URL(xhr.responseURL).pathname)) {
      event.detail.shouldSwap = false;
      sayRefused(new Refused(gettext("You are signed out. What you wrote is kept."), { kind: "signed-out" }));
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = event.detail;
    // What carries its own sentence is said by the toast that listens to portico:refused.
    if (sentenceInTrigger(xhr.getResponseHeader("HX-Trigger"))) return;
    const said = xhr.getResponseHeader("X-Portico-Error") || sentenceInJson(xhr.responseText);
    sayRefused(new Refused(said || standardSentence(xhr.status), { status: xhr.status }));
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => toast(gettext("The server could not be reached."), { level: "error" }));
  }
}
