// A broadcast being written: pressed twice it is sent once, and a file that is still on its way is waited for.
import { gettext } from "../i18n.js";
import { toast } from "../toasts.js";
import "./carrying.js";

for (const form of globalThis.document?.querySelectorAll("[data-broadcast-form]") ?? []) {
  const id = form.elements.client_id;
  if (id && !id.value) id.value = crypto.randomUUID();
  const uploads = form.querySelector("upload-drop");
  form.addEventListener("submit", (event) => {
    if (!uploads?.isBusy) return;
    event.preventDefault();
    toast(gettext("A file is still on its way; this is sent as soon as it has arrived."));
    form.addEventListener("portico:uploads", () => form.requestSubmit(event.submitter), { once: true });
  });
}
