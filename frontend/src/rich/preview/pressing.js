// What a press in the text does beside placing the caret: boxes are ticked, pictures selected, links opened with Ctrl.
import { syntaxTree } from "@codemirror/language";
import { addressAt } from "../links.js";

// True when the press has been used up.
export function pressed(event, view) {
  if (event.button !== 0) return false;
  const box = event.target.closest?.(".rich-task");
  if (box) {
    event.preventDefault();
    return toggleTask(view, view.posAtDOM(box));
  }
  const picture = event.target.closest?.(".rich-picture");
  if (picture) {
    event.preventDefault();
    return selectPicture(view, view.posAtDOM(picture));
  }
  if (!event.ctrlKey && !event.metaKey) return false;
  const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
  const address = pos === null ? null : addressAt(view.state, pos);
  if (!address) return false;
  event.preventDefault();
  open(address, "_blank", "noopener");
  return true;
}

export function toggleTask(view, pos) {
  if (view.state.readOnly) return true;
  const line = view.state.doc.lineAt(pos);
  const found = /^[\s>]*(?:[-*+]|\d+[.)])\s+\[([ xX])\]/.exec(line.text);
  if (!found) return false;
  const at = line.from + found[0].length - 2;
  view.dispatch({ changes: { from: at, to: at + 1, insert: found[1] === " " ? "x" : " " }, userEvent: "input.task" });
  return true;
}

function selectPicture(view, pos) {
  for (let node = syntaxTree(view.state).resolveInner(pos, 1); node; node = node.parent) {
    if (node.name !== "Image") continue;
    view.dispatch({ selection: { anchor: node.from, head: node.to }, userEvent: "select.pointer" });
    view.focus();
    return true;
  }
  return false;
}
