// Over a link: where it goes, and how to get there.
import { hoverTooltip } from "@codemirror/view";
import { gettext, interpolate } from "../../../static/js/i18n.js";
import { isApple } from "./buttons.js";
import { linkAt } from "./links.js";

const LONGEST = 80;

export const linkCard = hoverTooltip(
  (view, pos) => {
    const found = linkAt(view.state, pos);
    if (!found || found.name === "Tag") return null;
    return { pos: found.from, end: found.to, above: false, create: () => ({ dom: card(found) }) };
  },
  { hoverTime: 400 },
);

function card({ address, name }) {
  const dom = document.createElement("div");
  dom.className = "rich-card";
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  const isPage = name === "PageLink" || name === "Numbered";
  const shown = address.replace(/^https?:\/\/(www\.)?/, "");
  link.textContent = isPage ? gettext("Open the page") : shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
  const hint = document.createElement("small");
  hint.textContent = interpolate(gettext("or press with %(key)s"), { key: isApple ? "⌘" : "Ctrl" });
  dom.append(link, hint);
  return dom;
}
