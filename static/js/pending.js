// The words a composer says about what it sends: under the form, and in the card that stands for what is on its way.
import { gettext } from "./i18n.js";
import { signInAddress } from "./requests.js";

// A line under the form; level "error" is also said aloud. An empty text takes it away.
export function say(form, text, action = null, level = "") {
  form.querySelector(".composer-said")?.remove();
  if (!text) return;
  const line = document.createElement("p");
  line.className = level === "error" ? "composer-said error" : "composer-said composer-note";
  line.setAttribute("role", level === "error" ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  if (action) line.append(control(action, () => line.remove()));
  (form.querySelector(".composer") ?? form).append(line);
}

export function control({ label, run, href }, done = () => {}) {
  const element = document.createElement(href ? "a" : "button");
  element.className = "text-link";
  element.textContent = label;
  if (href) element.href = href;
  else {
    element.type = "button";
    element.addEventListener("click", () => {
      done();
      run();
    });
  }
  return element;
}

export function pendingCard(template, letter) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.classList.add("is-pending");
  card.dataset.clientId = letter.clientId;
  card.dataset.composer = letter.key;
  for (const slot of card.querySelectorAll("[data-slot='text']")) slot.textContent = letter.text;
  const line = document.createElement("p");
  line.className = "pending-line";
  line.setAttribute("role", "status");
  card.append(line);
  return card;
}

// failure: a Refused, or null while it is (again) on its way.
export function showFailure(card, failure, { again, edit, discard } = {}) {
  const line = card.querySelector(".pending-line");
  card.classList.toggle("is-failed", Boolean(failure));
  card.setAttribute("aria-busy", String(!failure));
  if (!failure) {
    line.replaceChildren(gettext("Sending…"));
    return;
  }
  const said = failure.worthRetrying ? gettext("Not sent.") : `${gettext("Not sent.")} ${failure.message}`;
  const ways = [];
  if (failure.kind === "signed-out") ways.push(control({ label: gettext("Sign in"), href: signInAddress() }));
  ways.push(control({ label: gettext("Try again"), run: again }), control({ label: gettext("Edit"), run: edit }));
  ways.push(control({ label: gettext("Discard"), run: discard }));
  line.replaceChildren(said, ...ways);
}
