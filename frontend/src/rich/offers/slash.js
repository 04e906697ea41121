// The slash menu: everything that can be put in, found by its name in the reader's language or by what others call it.
import { fold } from "../../../../static/js/fold.js";
import { gettext } from "../../../../static/js/i18n.js";
import { blocks, callouts, headings, inserts, lists } from "../deeds.js";
import { cellAt } from "../tables/place.js";

const SIGNS = { text: "text", h1: "heading", h2: "heading", h3: "heading" };

const sections = () => {
  const named = (name, rank) => ({ name, rank });
  return [named(gettext("Text"), 0), named(gettext("Insert"), 1), named(gettext("Callouts"), 2), named(gettext("In the line"), 3)];
};

function everything(pick, isCell) {
  const [text, block, box, inline] = sections();
  const of = (deeds, section) => deeds.map((deed) => ({ ...deed, section }));
  if (isCell) return of(inserts(), inline);
  return [...of([...headings(), ...lists()], text), ...of(blocks(pick), block), ...of(callouts(), box), ...of(inserts(), inline)];
}

export function matches({ label, name, also = "" }, query) {
  const wanted = fold(query);
  const words = fold(`${label} ${name} ${also}`).split(/\s+/);
  return wanted === "" || fold(label).includes(wanted) || words.some((word) => word.startsWith(wanted));
}

// What was typed for it goes, and then it is done.
const take = (run) => (view, _offer, from, to) => {
  view.dispatch({ changes: { from, to }, userEvent: "delete.slash" });
  run(view);
};

export const slashSource = ({ pick }) => (context) => {
  const found = context.matchBefore(/(?:^|\s)\/[\p{L}\p{N}]{0,30}$/u);
  if (!found) return null;
  const from = found.from + found.text.indexOf("/");
  const query = found.text.slice(found.text.indexOf("/") + 1);
  const deeds = everything(pick, Boolean(cellAt(context.state, context.pos))).filter((deed) => matches(deed, query));
  const options = deeds.map(({ label, name, icon, key, run, section }) => ({ label, type: "deed", sign: icon ?? SIGNS[name], key, section, apply: take(run) }));
  return options.length > 0 ? { from, options, filter: false } : null;
};
