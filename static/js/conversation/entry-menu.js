// The menu of an entry: fetched when it is opened, since what one may do is nobody else's business.
import { parse, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { placeBeside } from "../menu.js";
import { Refused, sayRefused, send } from "../requests.js";
import { toast } from "../toasts.js";

let menu = null;

async function open(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const response = await send(link.href, { method: "GET" });
    menu ??= document.body.appendChild(blank());
    menu.replaceChildren(parse(await response.text()));
    wake(menu);
    menu.showPopover();
    placeBeside(menu, link);
    menu.querySelector("[role='menuitem']")?.focus({ preventScroll: true });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    sayRefused(refused);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function blank() {
  const element = document.createElement("div");
  element.className = "menu";
  element.popover = "auto";
  element.setAttribute("role", "menu");
  element.setAttribute("aria-label", gettext("What you can do with this"));
  return element;
}

async function copy(address) {
  const link = new URL(address, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    toast(gettext("Link copied"));
  } catch {
    // Not every page may write to the clipboard; then the link can be taken by hand.
    toast(link, { seconds: 0 });
  }
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest("[data-entry-menu]");
  const link = event.target.closest("[data-copy]");
  if (!opener && !link) return;
  event.preventDefault();
  if (opener) open(opener);
  else copy(link.getAttribute("href"));
});
