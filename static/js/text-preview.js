// What a text will look like, before it is sent: a press on [data-preview] puts the rendered words in the place of the
// box, another one brings the box back. The server renders them, by the same rules as what is published.
import { insert } from "./fragment.js";
import { gettext } from "./i18n.js";
import { Refused, send } from "./requests.js";
import { toast } from "./toasts.js";

const boxOf = (button) => button.closest("form")?.querySelector("textarea[name=body]");
const shownIn = (form) => form.querySelector("[data-previewed]");

export function write(form, { focus = false } = {}) {
  const shown = shownIn(form);
  if (!shown) return;
  shown.remove();
  for (const button of form.querySelectorAll("[data-preview]")) button.setAttribute("aria-pressed", "false");
  const box = form.querySelector("textarea[name=body]");
  box.hidden = false;
  if (focus) box.focus();
}

async function show(button) {
  const box = boxOf(button);
  if (!box) return;
  if (!box.value.trim()) {
    box.focus();
    return;
  }
  const body = new FormData();
  body.set("body", box.value);
  const audience = box.form.elements.audience?.value ?? button.dataset.audience;
  if (audience) body.set("audience", audience);
  button.disabled = true;
  try {
    const answer = await send(button.dataset.preview, { body });
    write(box.form);
    const shown = document.createElement("div");
    shown.className = "text wrap composer-preview";
    shown.dataset.previewed = "";
    shown.tabIndex = -1;
    shown.setAttribute("role", "region");
    shown.setAttribute("aria-label", gettext("Preview"));
    insert(await answer.text(), shown);
    box.after(shown);
    box.hidden = true;
    button.setAttribute("aria-pressed", "true");
    shown.focus({ preventScroll: true });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, { level: "error" });
  } finally {
    button.disabled = false;
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-preview]");
  if (!button) return;
  if (button.getAttribute("aria-pressed") === "true") write(button.form ?? button.closest("form"), { focus: true });
  else void show(button);
});
// What is sent is what is in the box: it comes back before anybody reads it.
document.addEventListener("submit", ({ target }) => write(target), true);
document.addEventListener("reset", ({ target }) => write(target));
document.addEventListener("keydown", (event) => {
  const shown = event.target.closest?.("[data-previewed]");
  if (!shown || event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  write(shown.closest("form"), { focus: true });
}, true);
