// <toast-stack>: short news in a polite live region. At most three; six seconds each, ten where something can be undone,
// and none goes while one points at it.
//
//   toast("Post published")
//   toast("Post deleted", { action: { label: gettext("Undo"), url: "/posts/7/undo/", target: "#entry-7" } })
//
// From the server: a message (django.contrib.messages) on a whole page, or the HX-Trigger event "toast" with
// {"text": …, "level": …, "undo": {"url": …, "target": …}}.
import { Countdown } from "./countdown.js";
import { gettext } from "./i18n.js";

const MOST = 3;
const SECONDS = 6;
const SECONDS_TO_UNDO = 10;

class ToastStack extends (globalThis.HTMLElement ?? Object) {
  #countdowns = new Map();

  connectedCallback() {
    for (const node of this.querySelectorAll(".toast")) this.#welcome(node);
    this.addEventListener("pointerenter", () => this.#pause());
    this.addEventListener("pointerleave", () => this.#resume());
    this.addEventListener("focusin", () => this.#pause());
    this.addEventListener("focusout", () => this.#resume());
  }

  show(text, { level = "", action = null, seconds = action ? SECONDS_TO_UNDO : SECONDS } = {}) {
    const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
    const slot = (name) => node.querySelector(`[data-slot="${name}"]`);
    slot("text").textContent = text;
    slot("icon").hidden = level !== "error" && level !== "warning";
    slot("close").addEventListener("click", () => this.dismiss(node));
    if (action) this.#offer(slot("action"), action, node);
    else slot("action").remove();
    for (const same of this.querySelectorAll(".toast")) {
      if (same.querySelector('[data-slot="text"]')?.textContent === text) this.dismiss(same);
    }
    this.append(node);
    this.#welcome(node, seconds);
    return node;
  }

  dismiss(node) {
    this.#countdowns.get(node)?.pause();
    this.#countdowns.delete(node);
    node.remove();
    this.#resume();
  }

  #welcome(node, seconds = SECONDS) {
    const countdown = new Countdown(seconds * 1000, () => this.dismiss(node));
    this.#countdowns.set(node, countdown);
    for (const old of [...this.querySelectorAll(".toast")].slice(0, -MOST)) this.dismiss(old);
    if (!this.matches(":hover, :focus-within")) countdown.start();
  }

  #offer(button, action, node) {
    button.textContent = action.label;
    if (action.href) {
      const link = document.createElement("a");
      link.className = button.className;
      link.href = action.href;
      link.textContent = action.label;
      button.replaceWith(link);
      return;
    }
    button.addEventListener("click", () => {
      this.dismiss(node);
      if (action.run) action.run();
      else document.dispatchEvent(new CustomEvent("portico:undo", { detail: action }));
    });
  }

  #pause() {
    for (const countdown of this.#countdowns.values()) countdown.pause();
  }

  #resume() {
    if (this.matches(":hover, :focus-within")) return;
    for (const countdown of this.#countdowns.values()) countdown.start();
  }
}

export function toast(text, options = {}) {
  return document.querySelector("toast-stack")?.show(text, options);
}

if (globalThis.customElements) {
  customElements.define("toast-stack", ToastStack);
  document.addEventListener("toast", ({ detail }) => {
    const { text, undo, level } = detail;
    toast(text, { level, action: undo ? { label: gettext("Undo"), ...undo } : null });
  });
  document.addEventListener("portico:refused", ({ detail }) => toast(detail.text, { level: "error" }));
}
