// <save-at-once> inside a form: each change is sent as it is made, alone, and the button for all of it goes away. What
// the server refuses is put back as it was.
import { gettext } from "../i18n.js";
import { Refused, sayRefused, send } from "../requests.js";
import { toast } from "../toasts.js";

// What is sent of a form when one control of it has changed: that one, and what is hidden beside it.
export function changeOf(control, hidden) {
  const said = hidden.map(({ name, value }) => [name, value]);
  if (control.type !== "checkbox") return [...said, [control.name, control.value]];
  said.push(["cell", control.value]);
  if (control.checked) said.push([control.name, control.value]);
  return said;
}

class SaveAtOnce extends (globalThis.HTMLElement ?? Object) {
  #before = new WeakMap();

  connectedCallback() {
    for (const element of this.querySelectorAll("[data-unscripted]")) element.hidden = true;
    for (const select of this.querySelectorAll("select")) this.#before.set(select, select.value);
    this.addEventListener("change", this.#changed);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this.#changed);
  }

  #changed = async ({ target }) => {
    const form = this.closest("form");
    const body = new FormData();
    for (const [name, value] of changeOf(target, [...this.querySelectorAll('input[type="hidden"]')])) body.append(name, value);
    try {
      await send(form.action, { body });
      if (target.type !== "checkbox") this.#before.set(target, target.value);
      toast(gettext("Saved."), { seconds: 2 });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (target.type === "checkbox") target.checked = !target.checked;
      else target.value = this.#before.get(target);
      sayRefused(refused);
    }
  };
}

globalThis.customElements?.define("save-at-once", SaveAtOnce);
