// The address behind a place in the text: of a link, a bare address, a page, a person.
import { syntaxTree } from "@codemirror/language";
import { Facet } from "@codemirror/state";

// The page one writes: names of pages mean something from somewhere.
export const writtenPage = Facet.define({ combine: ([page = ""]) => page });

const SAFE = /^(?:https?:|mailto:|tel:|\/|#)/i;

// [address, node] around a place, or null.
export function linkAt(state, pos) {
  for (const side of [-1, 1]) {
    for (let node = syntaxTree(state).resolveInner(pos, side); node; node = node.parent) {
      const address = addressOf(state, node);
      if (address) return { address, from: node.from, to: node.to, name: node.name };
    }
  }
  return null;
}

export const addressAt = (state, pos) => linkAt(state, pos)?.address ?? null;

function addressOf(state, node) {
  const text = () => state.sliceDoc(node.from, node.to);
  if (node.name === "Link") {
    const url = node.getChild("URL");
    return url ? safe(state.sliceDoc(url.from, url.to)) : null;
  }
  if (node.name === "URL" && node.parent?.name !== "Link" && node.parent?.name !== "Image") return safe(text());
  if (node.name === "Autolink") return safe(text().slice(1, -1));
  if (node.name === "Mention") return `/people/${encodeURIComponent(text().slice(1).toLowerCase())}/`;
  if (node.name === "Tag") return `/tags/${encodeURIComponent(text().slice(1).toLowerCase())}/`;
  if (node.name === "PageLink") return toPage(state, targetOf(text()));
  if (node.name === "Numbered") return toPage(state, text());
  return null;
}

// The version that a transclusion is of is no part of what it is called.
function targetOf(written) {
  const [target] = written.replace(/^!?\[\[/, "").slice(0, -2).split("|");
  return written.startsWith("!") ? target.replace(/@\d+$/, "") : target;
}

const toPage = (state, target) => `/wiki/find/?target=${encodeURIComponent(target)}&page=${state.facet(writtenPage)}`;

function safe(address) {
  if (SAFE.test(address)) return address;
  if (/^www\./i.test(address)) return `https://${address}`;
  return /^[^\s@:]+@[^\s@]+$/.test(address) ? `mailto:${address}` : null;
}
