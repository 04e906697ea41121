// Files come by the picker, by drop and from the clipboard.
import { EditorView } from "@codemirror/view";
import { isUploading, upload, uploads } from "./uploads.js";

export function limitsOf({ element }) {
  const { uploadUrl = "/files/", maxBytes, accept = "" } = element.dataset;
  const taken = accept.split(",").flatMap((part) => /^\s*\.(\w+)\s*$/.exec(part)?.[1] ?? []);
  return { url: uploadUrl, maxBytes: maxBytes ? Number(maxBytes) : Infinity, taken };
}

// Opens the picker; what is chosen goes to where the caret was.
export const picker = (house) => (view) => {
  if (view.state.readOnly) return false;
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: true, hidden: true, accept: house.element.dataset.accept ?? "" });
  input.addEventListener("change", () => {
    upload(view, [...input.files], view.state.selection.main.to, limitsOf(house));
    input.remove();
    view.focus();
  });
  input.addEventListener("cancel", () => input.remove());
  house.element.append(input);
  input.click();
  return true;
};

export const taking = (house) => [
  uploads,
  EditorView.domEventHandlers({
    drop(event, view) {
      const files = [...(event.dataTransfer?.files ?? [])];
      house.element.classList.remove("is-dragged");
      if (files.length === 0 || view.state.readOnly) return false;
      event.preventDefault();
      const pos = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.to;
      upload(view, files, pos, limitsOf(house));
      return true;
    },
    dragover(event) {
      house.element.classList.toggle("is-dragged", Boolean(event.dataTransfer?.types.includes("Files")));
    },
    dragleave() {
      house.element.classList.remove("is-dragged");
    },
  }),
];

// Leaving the page would stop what is on its way.
export const mustWait = (view) => isUploading(view.state);
