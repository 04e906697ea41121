// A press on [data-ask-who-knows] in a composer asks who knows about what is being written; [data-right-people] in the
// same form takes the answer, and a press on [data-mention] there names that person at the end of the text.
import { announce } from "./announce.js";
import { insert } from "./fragment.js";
import { gettext, interpolate } from "./i18n.js";
import { Refused, send } from "./requests.js";
import { toast } from "./toasts.js";

const ASKED = ["title", "body", "tags", "made_with"];

export function withMention(text, mention) {
  if (new RegExp(`(^|\\s)${mention}(?![\\w-])`, "u").test(text)) return text;
  const kept = text.replace(/\s+$/u, "");
  return kept ? `${kept}\n\n${mention} ` : `${mention} `;
}

// What is written so far, as the server is asked about it; the category and the product are themes by themselves.
function asked(form) {
  const body = new FormData();
  for (const name of ASKED) body.set(name, form.elements[name]?.value ?? "");
  const category = form.elements.category?.selectedOptions?.[0];
  if (category?.dataset.theme) body.append("theme", category.dataset.theme);
  const product = form.elements.product?.value;
  if (product) body.append("theme", `product_${product}`);
  return body;
}

function addressFor(button, form) {
  const scope = form.querySelector("mention-menu")?.getAttribute("scope");
  const chosen = form.elements.audience?.value;
  const query = chosen ? `audience=${encodeURIComponent(chosen)}` : scope;
  return query ? `${button.dataset.askWhoKnows}?${query}` : button.dataset.askWhoKnows;
}

async function ask(button) {
  const form = button.form;
  const place = form?.querySelector("[data-right-people]");
  if (!place) return;
  if (button.getAttribute("aria-expanded") === "true") {
    place.replaceChildren();
    button.setAttribute("aria-expanded", "false");
    return;
  }
  button.disabled = true;
  try {
    const answer = await send(addressFor(button, form), { body: asked(form) });
    place.replaceChildren();
    insert(await answer.text(), place);
    button.setAttribute("aria-expanded", "true");
    announce("right-people", place.textContent.replace(/\s+/gu, " ").trim());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message, { level: "error" });
  } finally {
    button.disabled = false;
  }
}

function mention(button) {
  const text = button.closest("form")?.elements.body;
  if (!text) return;
  text.value = withMention(text.value, button.dataset.mention);
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  button.disabled = true;
  announce("right-people", interpolate(gettext("%(name)s is mentioned"), { name: button.dataset.mention }));
}

globalThis.document?.addEventListener("click", ({ target }) => {
  const asking = target.closest?.("[data-ask-who-knows]");
  if (asking) void ask(asking);
  const naming = target.closest?.("[data-right-people] [data-mention]");
  if (naming) mention(naming);
});
globalThis.document?.addEventListener("reset", ({ target }) => {
  target.querySelector("[data-right-people]")?.replaceChildren();
  target.querySelector("[data-ask-who-knows]")?.setAttribute("aria-expanded", "false");
});
