// One's own message while it is on its way: it stands in the list at once, and says when it has to wait or is refused.
import { gettext } from "../i18n.js";
import { control } from "../pending.js";
import { signInAddress } from "../requests.js";

// A message that arrives quickly need not say that it is on its way.
const PATIENCE = 1000;

export function standFor(letter, template) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.classList.add("is-pending");
  card.dataset.client = letter.clientId;
  card.dataset.author = document.documentElement.dataset.person;
  card.dataset.at = new Date(letter.at).toISOString();
  for (const slot of card.querySelectorAll("[data-slot='text']")) slot.textContent = letter.text || letter.files.join(", ");
  const line = document.createElement("p");
  line.className = "pending-line";
  line.setAttribute("role", "status");
  (card.querySelector(".message-own") ?? card).append(line);
  return card;
}

// state as in SendQueue; ways: again(), edit(), discard().
export function sayState(card, state, refused, ways) {
  clearTimeout(card.patience);
  const line = card.querySelector(".pending-line");
  card.classList.toggle("is-failed", state === "failed");
  card.classList.toggle("is-waiting", state === "waiting");
  card.setAttribute("aria-busy", String(state === "sending"));
  if (state === "sending") {
    card.patience = setTimeout(() => line.replaceChildren(gettext("Sending…")), PATIENCE);
    line.replaceChildren();
    return;
  }
  const said = state === "failed" ? `${gettext("Not sent.")} ${refused?.message ?? ""}` : whyItWaits(refused);
  const signIn = refused?.kind === "signed-out" ? [control({ label: gettext("Sign in"), href: signInAddress() })] : [];
  const rest = [
    control({ label: gettext("Try again"), run: ways.again }),
    control({ label: gettext("Edit"), run: ways.edit }),
    control({ label: gettext("Discard"), run: ways.discard }),
  ];
  line.replaceChildren(said.trim(), ...signIn, ...rest);
}

function whyItWaits(refused) {
  if (refused?.kind === "signed-out") return gettext("Not sent. You are signed out.");
  return gettext("Not sent yet. It goes by itself when it can.");
}
