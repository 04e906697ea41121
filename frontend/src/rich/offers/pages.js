// [[pages]]: what one may see, and the offer to link to one that is not written yet.
//
//   /wiki/complete/?q=…&page=12 -> {items: [{id, title, where, target}]}
//
// ![[ and a text: its sections, of which one can stand here as well.
//
//   /entries/sections/offers/?q=… -> {items: [{name, detail, icon, put}]}
import { startCompletion } from "@codemirror/autocomplete";
import { gettext, interpolate } from "../../../../static/js/i18n.js";
import { asked } from "./names.js";

const FORBIDDEN = /[[\]|\n]/;

// What stands between the brackets: the target, and the words where the target does not say the title by itself.
export function pageLink({ id, title, target }) {
  if (!target || FORBIDDEN.test(target)) return FORBIDDEN.test(title) ? `[[#${id}]]` : `[[#${id}|${title}]]`;
  return target === title ? `[[${target}]]` : `[[${target}|${title}]]`;
}

// The closing brackets may be there already.
const put = (text) => (view, _offer, from, to) => {
  const rest = view.state.sliceDoc(to, to + 2) === "]]" ? 2 : 0;
  view.dispatch({ changes: { from, to: to + rest, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.complete" });
};

export const pageSource = (house) => async (context) => {
  const found = context.matchBefore(/!?\[\[[^[\]|\n]{0,80}/);
  if (!found) return null;
  if (found.text.startsWith("!")) return sections(context, found);
  const query = found.text.slice(2).trim();
  const items = (await asked(context, `/wiki/complete/?q=${encodeURIComponent(query)}&page=${house.page}`)) ?? [];
  const options = items.map((item) => ({ label: item.title, detail: item.where, type: "page", sign: "wiki", apply: put(pageLink(item)) }));
  const isKnown = items.some(({ title }) => title.toLowerCase() === query.toLowerCase());
  if (query && !isKnown && !FORBIDDEN.test(query)) {
    options.push({ label: interpolate(gettext("A new page called “%(title)s”"), { title: query }), type: "new", sign: "plus", apply: put(`[[${query}]]`) });
  }
  return options.length > 0 ? { from: found.from, options, filter: false } : null;
};

async function sections(context, { from, text }) {
  const items = (await asked(context, `/entries/sections/offers/?q=${encodeURIComponent(text.slice(3))}`)) ?? [];
  const options = items.map((item) => ({ label: item.name, detail: item.detail, type: "page", sign: item.icon, apply: take(item.put) }));
  return options.length > 0 ? { from, options, filter: false } : null;
}

const take = (text) => (view, offer, from, to) => {
  if (text.endsWith("]]")) return put(text)(view, offer, from, to);
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.complete" });
  // Of the text that was chosen, its sections.
  startCompletion(view);
};
