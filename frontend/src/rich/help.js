// The list of keys, in a dialog of its own.
import { gettext } from "../../../static/js/i18n.js";
import { printed } from "./buttons.js";
import { blocks, headings, inserts, lists, marksList } from "./deeds.js";
import { moreKeys } from "./keys.js";

export function showKeys(view) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = document.createElement("h2");
  title.textContent = gettext("Keys for writing");
  title.id = "rich-keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const list = document.createElement("dl");
  list.className = "keys";
  const all = [...marksList(), ...headings(), ...lists(), ...blocks(() => false), ...inserts()].filter(({ key }) => key).map(({ key, label }) => [key, label]);
  for (const [key, label] of [...moreKeys().slice(0, 1), ...all, ...moreKeys().slice(1)]) {
    const name = document.createElement("dt");
    const sign = document.createElement("kbd");
    sign.textContent = printed(key);
    name.append(sign);
    const meaning = document.createElement("dd");
    meaning.textContent = label;
    list.append(name, meaning);
  }
  const actions = document.createElement("div");
  actions.className = "actions";
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "button", textContent: gettext("Close"), autofocus: true });
  close.addEventListener("click", () => dialog.close());
  actions.append(close);
  dialog.append(title, list, actions);
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The browser has gone back to where one was; from the toolbar that is its button.
    if (document.activeElement === document.body) view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
