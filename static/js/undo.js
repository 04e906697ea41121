// What the button of a toast does: asks the server, and puts its answer where the thing was. Without a target on this page,
// the page is read again.
import { send, sayRefused } from "./requests.js";

async function undo({ url, target, swap = "outerHTML" }) {
  if (target && document.querySelector(target)) {
    globalThis.htmx.ajax("POST", url, { target, swap });
    return;
  }
  try {
    await send(url);
    location.reload();
  } catch (refused) {
    sayRefused(refused);
  }
}

document.addEventListener("portico:undo", ({ detail }) => undo(detail));
