// @people and teams, #tags and :emoji: as the composers offer them (static/js/mention-menu.js).
import { suggestEmoji } from "../../../../static/js/emoji.js";
import { sendJson } from "../../../../static/js/requests.js";

const BEFORE = /(?:^|[\s([{"'“«>|*_])$/;

// The word behind a sign, where the sign stands free: {from, query}.
export function wordBehind(context, sign, pattern) {
  const found = context.matchBefore(pattern);
  if (!found) return null;
  const line = context.state.doc.lineAt(found.from);
  if (!BEFORE.test(line.text.slice(0, found.from - line.from))) return null;
  return { from: found.from, query: found.text.slice(sign.length) };
}

export async function asked(context, address) {
  const cancel = new AbortController();
  context.addEventListener("abort", () => cancel.abort(), { onDocChange: true });
  try {
    return (await sendJson(address, { signal: cancel.signal })).items;
  } catch {
    // No suggestions is no harm: a name can be typed.
    return null;
  }
}

export const put = (text) => (view, _offer, from, to) => {
  const gap = view.state.sliceDoc(to, to + 1) === " " ? "" : " ";
  view.dispatch({ changes: { from, to, insert: text + gap }, selection: { anchor: from + text.length + 1 }, userEvent: "input.complete" });
};

export const peopleSource = (house) => async (context) => {
  const word = wordBehind(context, "@", /@[\p{L}\p{N}_.-]{0,40}/u);
  if (!word) return null;
  const scope = house.element.dataset.people ?? "";
  const items = await asked(context, `/mentions/?${scope ? `${scope}&` : ""}teams&q=${encodeURIComponent(word.query)}`);
  if (!items?.length) return null;
  const options = items.map((item) => ({ label: item.name, detail: item.away || item.detail || "", type: "person", item, apply: put(`@${item.handle}`) }));
  return { from: word.from, options, filter: false };
};

// Tags, and below them whatever the writer may read, by its number: #firmware, #12.
export const tagSource = () => async (context) => {
  const word = wordBehind(context, "#", /#[\p{L}\p{N}_-]{1,50}/u);
  if (!word) return null;
  const items = await asked(context, `/entries/offers/?q=${encodeURIComponent(word.query)}`);
  if (!items?.length) return null;
  const options = items.map(({ entry, name, detail, icon }) =>
    entry
      ? { label: name, detail, type: "page", sign: icon, apply: put(`#${entry}`) }
      : { label: `#${name}`, detail, type: "tag", sign: "hash", apply: put(`#${name}`) },
  );
  return { from: word.from, options, filter: false };
};

export function emojiSource(context) {
  const word = wordBehind(context, ":", /:[\p{L}\p{N}_+-]{2,40}/u);
  const found = word ? suggestEmoji(word.query) : [];
  if (found.length === 0) return null;
  return { from: word.from, options: found.map((item) => ({ label: `:${item.name}:`, type: "emoji", item, apply: put(item.emoji) })), filter: false };
}
