// Where something goes in a tree, told by where it is dropped or which key is pressed. Knows nothing of the page.

// The part of a line that is pointed at: its upper and lower quarter are the gaps beside it, the rest is the line itself.
export function zoneAt(y, { top, height }) {
  const part = (y - top) / height;
  if (part < 0.25) return "before";
  return part > 0.75 ? "after" : "into";
}

// {parent, before} for a drop on ``node`` ({id, parent, next, isOpen, first}): ids, null for the top or for the end.
export function placeFor(zone, node) {
  if (zone === "before") return { parent: node.parent, before: node.id };
  if (zone === "into") return { parent: node.id, before: null };
  // Below a line that is open is above the first that stands under it.
  if (node.isOpen && node.first) return { parent: node.id, before: node.first };
  return { parent: node.parent, before: node.next };
}

// {parent, before} one step in a direction, or null where there is none. ``node`` has {id, parent, previous, next,
// afterNext, parentsParent, parentsNext}.
export function stepFor(key, node) {
  if (key === "ArrowUp" && node.previous) return { parent: node.parent, before: node.previous };
  if (key === "ArrowDown" && node.next) return { parent: node.parent, before: node.afterNext };
  if (key === "ArrowRight" && node.previous) return { parent: node.previous, before: null };
  if (key === "ArrowLeft" && node.parent) return { parent: node.parentsParent, before: node.parentsNext };
  return null;
}

// The ids of what is open, the last opened last, as a cookie keeps them.
export const MOST_OPEN = 40;
export const readOpen = (text) => (text ?? "").split(".").filter((part) => /^\d{1,18}$/.test(part)).map(Number);
export function withOpen(ids, id, isOpen) {
  const others = ids.filter((one) => one !== id);
  return (isOpen ? [...others, id] : others).slice(-MOST_OPEN);
}
