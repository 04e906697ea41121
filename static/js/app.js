// Portico as an app: the worker that knows a page for when there is no net, and the word that a new release is here.
// Reloading loses nothing: what is being written is kept (drafts.js).
import { gettext } from "./i18n.js";
import { toast } from "./toasts.js";

const worker = document.documentElement.dataset.worker;

function offer(waiting) {
  toast(gettext("A new version is here."), {
    seconds: 0,
    action: {
      label: gettext("Reload"),
      run: () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        waiting.postMessage("take over");
      },
    },
  });
}

function watch(registration) {
  if (!registration) return;
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) offer(coming);
    });
  });
}

if (worker && "serviceWorker" in navigator && isSecureContext) {
  // Without it everything works as before; there is nothing to tell anybody.
  navigator.serviceWorker.register(worker).then(watch, () => {});
}
