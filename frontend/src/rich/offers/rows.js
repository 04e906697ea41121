// How one offer looks. CodeMirror writes the label; here is what stands before and after it.
import { icon, printed } from "../buttons.js";

function part(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

function face(item) {
  if (item.team) {
    const square = part("span", "glyph", item.initials);
    square.dataset.tint = item.tint;
    return square;
  }
  const arch = part("span", "avatar avatar--xs", item.avatar ? "" : (item.initials ?? item.name.slice(0, 1)));
  arch.dataset.tint = item.tint;
  if (item.avatar) arch.append(Object.assign(document.createElement("img"), { src: item.avatar, alt: "" }));
  return arch;
}

export function row({ item, sign, key }) {
  if (item?.emoji && !item.handle) return part("span", "rich-offer-emoji", item.emoji);
  if (item?.handle) return face(item);
  if (key) return [icon(sign ?? "plus"), part("kbd", "", printed(key))].reduce((box, one) => (box.append(one), box), part("span", "rich-offer-sign", ""));
  return sign ? icon(sign) : null;
}
