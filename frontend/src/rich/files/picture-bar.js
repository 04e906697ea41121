// Beside a picture that is selected: what is on it, how wide it is shown, and away with it.
import { syntaxTree } from "@codemirror/language";
import { StateField } from "@codemirror/state";
import { showTooltip } from "@codemirror/view";
import { gettext } from "../../../../static/js/i18n.js";
import { bar, button } from "../buttons.js";
import { readPicture, WIDEST, writePicture } from "../pictures.js";
import { cellAt } from "../tables/place.js";

// {from, to, picture} where exactly one picture is selected, or the caret stands at its end.
export function pictureAt(state) {
  const { from, to, empty } = state.selection.main;
  if (empty) return null;
  const node = syntaxTree(state).resolveInner(from, 1);
  for (let up = node; up; up = up.parent) {
    if (up.name !== "Image" || up.from !== from || up.to !== to) continue;
    const picture = readPicture(state.sliceDoc(from, to));
    return picture ? { from, to, picture } : null;
  }
  return null;
}

function change(view, made) {
  const found = pictureAt(view.state);
  if (!found) return;
  const insert = writePicture({ ...found.picture, ...made }, { inTable: Boolean(cellAt(view.state, found.from)) });
  view.dispatch({ changes: { from: found.from, to: found.to, insert }, selection: { anchor: found.from, head: found.from + insert.length }, userEvent: "input.picture" });
}

function remove(view) {
  const found = pictureAt(view.state);
  if (found) view.dispatch({ changes: { from: found.from, to: found.to }, selection: { anchor: found.from }, userEvent: "delete.picture" });
  view.focus();
}

const sizes = () => [
  { label: gettext("Small"), width: 240 },
  { label: gettext("Medium"), width: 480 },
  { label: gettext("Its own size"), width: 0 },
];

const create = (view) => {
  const { picture } = pictureAt(view.state);
  const words = document.createElement("input");
  Object.assign(words, { type: "text", className: "input", value: picture.alt, maxLength: 300, placeholder: gettext("What is in the picture?") });
  words.setAttribute("aria-label", gettext("What is in the picture?"));
  words.addEventListener("change", () => change(view, { alt: words.value }));
  const width = document.createElement("input");
  Object.assign(width, { type: "number", className: "input rich-width", value: picture.width || "", min: 40, max: WIDEST, step: 10, placeholder: gettext("Width") });
  width.setAttribute("aria-label", gettext("Width in pixels"));
  width.addEventListener("change", () => change(view, { alt: words.value, width: width.checkValidity() ? Number(width.value) : 0 }));
  const choices = sizes().map(({ label, width: pixels }) => {
    const element = button(view, { words: label, label, state: true, run: () => change(view, { alt: words.value, width: pixels }) });
    element.setAttribute("aria-pressed", String(picture.width === pixels));
    return element;
  });
  const dom = bar(view, gettext("Picture"), [words, ...choices, width, button(view, { icon: "trash", label: gettext("Remove the picture"), run: remove })]);
  dom.classList.add("rich-bar", "rich-bar--picture");
  for (const field of [words, width]) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        view.focus();
      }
      event.stopPropagation();
    });
  }
  return {
    dom,
    update({ state }) {
      const now = pictureAt(state)?.picture;
      if (!now) return;
      if (document.activeElement !== words) words.value = now.alt;
      if (document.activeElement !== width) width.value = now.width || "";
      choices.forEach((element, index) => element.setAttribute("aria-pressed", String(sizes()[index].width === now.width)));
    },
  };
};

const tipOf = (state) => {
  const found = state.readOnly ? null : pictureAt(state);
  return found ? { pos: found.from, end: found.to, above: false, arrow: false, create } : null;
};

export const pictureBar = StateField.define({
  create: tipOf,
  update(tip, transaction) {
    if (!transaction.docChanged && !transaction.selection) return tip;
    const now = tipOf(transaction.state);
    if (!now || !tip) return now;
    return now.pos === tip.pos ? { ...tip, end: now.end } : now;
  },
  provide: (field) => showTooltip.from(field),
});
