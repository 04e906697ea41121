// <this-device>: push in this browser, on or off, and the list of all devices that get it. The browser asks for its
// permission only when somebody presses the button.
import { parse } from "../fragment.js";
import { gettext, interpolate } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import { toast } from "../toasts.js";
import { enlist, forget, isPossible, sentenceFor, stateOf, whoIsHere } from "./push-here.js";

class ThisDevice extends (globalThis.HTMLElement ?? Object) {
  #leave = null;

  connectedCallback() {
    this.addEventListener("click", this.#pressed);
    this.addEventListener("submit", this.#submitted);
    if (isPossible()) navigator.serviceWorker.addEventListener("message", this.#heard);
    const here = whoIsHere();
    if (here) this.#leave = live.follow(`user_${here.person}`, null, this.#tested);
    this.#show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#pressed);
    this.removeEventListener("submit", this.#submitted);
    navigator.serviceWorker?.removeEventListener("message", this.#heard);
    this.#leave?.();
  }

  async #show() {
    const possible = isPossible();
    const registration = possible ? await navigator.serviceWorker.getRegistration() : null;
    const state = stateOf({
      possible,
      permission: possible ? Notification.permission : "",
      subscribed: Boolean(await registration?.pushManager.getSubscription()),
      known: Boolean(this.querySelector("[data-here]")),
    });
    for (const node of this.querySelectorAll("[data-state]")) node.hidden = node.dataset.state !== state;
  }

  #pressed = async ({ target }) => {
    const button = target.closest("[data-do]");
    if (!button) return;
    button.disabled = true;
    try {
      await (button.dataset.do === "on" ? this.#switchOn() : this.#switchOff());
    } catch (error) {
      if (error instanceof Refused) sayRefused(error);
      else toast(sentenceFor(error), { level: "error" });
    } finally {
      button.disabled = false;
      await this.#show();
      // The button that was pressed may have given way to the other.
      [...this.querySelectorAll("[data-do]")].find((one) => one.checkVisibility())?.focus();
    }
  };

  async #switchOn() {
    if ((await Notification.requestPermission()) !== "granted") return;
    await enlist(await navigator.serviceWorker.ready, this.dataset.key, whoIsHere());
    await this.#readAgain();
    toast(gettext("Push is on in this browser."));
  }

  async #switchOff() {
    const known = this.querySelector("[data-here]")?.dataset.here;
    if (known) await send(`${this.dataset.devices}/${known}`, { method: "DELETE", accept: "application/json" });
    await forget(await navigator.serviceWorker.ready);
    await this.#readAgain();
    toast(gettext("Push is off in this browser."));
  }

  #submitted = async (event) => {
    event.preventDefault();
    const form = event.target;
    const wasHere = Boolean(form.closest("[data-here]"));
    try {
      const response = await send(form.action, { body: new FormData(form, event.submitter) });
      this.#replace(await response.text());
      if (form.action.endsWith("/test/")) toast(gettext("A test is on its way."));
      else toast(gettext("Saved."), { seconds: 2 });
      if (wasHere && !this.querySelector("[data-here]")) await forget(await navigator.serviceWorker.ready);
      this.#focusLike(form.action);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sayRefused(error);
    }
    await this.#show();
  };

  // The button that was pressed is another one now; who goes by keys stays where they were.
  #focusLike(action) {
    const again = [...this.querySelectorAll("form")].find((form) => form.action === action);
    (again?.querySelector("button") ?? this.querySelector("#push-devices button"))?.focus();
  }

  async #readAgain() {
    const response = await send(location.pathname, { method: "GET" });
    this.#replace(await response.text());
  }

  #replace(html) {
    const fresh = parse(html).querySelector("#push-devices");
    if (fresh) this.querySelector("#push-devices").replaceWith(fresh);
  }

  #heard = ({ data }) => {
    if (data?.push === "arrived") toast(gettext("The test arrived."));
  };

  #tested = async (frame) => {
    if (frame.event !== "notifications.push_tested") return;
    if (frame.problem) toast(interpolate(gettext("The test did not arrive. %(why)s"), { why: frame.problem }), { level: "error" });
    await this.#readAgain();
    await this.#show();
  };
}

globalThis.customElements?.define("this-device", ThisDevice);
