// Dialogs, and being asked first.
//
//   <button data-opens="invite">          opens <dialog id="invite" class="dialog">; [data-closes] inside closes it
//   <form data-asks="Delete this post?">  asks before it is sent; data-asks-yes names the button; a submit button of a
//                                         form with several may ask for itself
//   hx-confirm="…"                        asks in the same dialog
//   HX-Trigger: {"closes": true}          from the server, to a form in a dialog: what it asked is done
//   a <dialog data-opens-itself> that htmx brings in opens, and is gone when it is closed
import { gettext } from "./i18n.js";

// Opens the dialog of this id; who fills it listens to "portico:opening".
export function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("portico:opening", { bubbles: true }));
  dialog.showModal();
}

export function ask(text, { title = "", yes = "", danger = true } = {}) {
  const dialog = document.getElementById("ask-dialog");
  if (!dialog) return Promise.resolve(globalThis.confirm(text));
  const slot = (name) => dialog.querySelector(`[data-slot="${name}"]`);
  slot("title").textContent = title || text;
  slot("text").textContent = title ? text : "";
  slot("text").hidden = !title;
  slot("yes").textContent = yes || gettext("Continue");
  slot("yes").classList.toggle("button--danger-fill", danger);
  slot("yes").classList.toggle("button--primary", !danger);
  dialog.returnValue = "";
  dialog.showModal();
  slot("no").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// A button that asks for itself says what its yes does.
const asking = (asker) => {
  const { asks, asksYes, asksTitle } = asker.dataset;
  return [asks, { yes: asksYes || (asker.matches("button") ? asker.textContent.trim() : ""), title: asksTitle }];
};

// Where one was in the page before anything was opened over it.
let wasAt = null;

function openThemselves(root) {
  for (const dialog of root.querySelectorAll?.("dialog[data-opens-itself]:not([open])") ?? []) {
    dialog.addEventListener("close", () => gone(dialog), { once: true });
    dialog.showModal();
  }
}

// One that took the place of another does not know who opened the first.
function gone(dialog) {
  dialog.remove();
  if (document.activeElement === document.body && wasAt?.isConnected) wasAt.focus({ preventScroll: true });
}

if (globalThis.document) listen();

function listen() {
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest?.("dialog, [popover]")) wasAt = target;
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener) open(opener.dataset.opens);
    const closer = event.target.closest?.("[data-closes], #ask-dialog .actions > button");
    if (closer) closer.closest("dialog")?.close(closer.value ?? "");
    // A press on the backdrop is a press on the dialog element itself.
    if (event.target instanceof HTMLDialogElement && event.target.open && !event.target.hasAttribute("data-stays")) {
      const box = event.target.getBoundingClientRect();
      const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
      if (outside) event.target.close();
    }
  });

  document.addEventListener("closes", ({ target }) => target.closest?.("dialog")?.close());

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const submitter = event.submitter;
    const asker = submitter?.dataset.asks ? submitter : form;
    if (!asker.dataset.asks || form.dataset.asked !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(...asking(asker)))) return;
    form.dataset.asked = "";
    form.requestSubmit(submitter);
    delete form.dataset.asked;
  }, true);

  document.addEventListener("htmx:confirm", async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    const { dataset } = event.detail.elt;
    if (await ask(event.detail.question, { yes: dataset.asksYes, title: dataset.asksTitle })) event.detail.issueRequest(true);
  });

  document.addEventListener("htmx:load", (event) => openThemselves(event.detail.elt.parentNode ?? document));
  document.addEventListener("portico:inserted", (event) => openThemselves(event.target.parentNode ?? document));
}
