// A label cut where it says what was typed: whole words from their beginnings, accents and case aside.
import { fold } from "../fold.js";

export function inPieces(label, query) {
  const parts = fold(query).split(/\s+/).filter((part) => part !== "");
  const pieces = [];
  const put = (text, isHit) => {
    const last = pieces.at(-1);
    if (text === "") return;
    if (last && last.isHit === isHit) last.text += text;
    else pieces.push({ text, isHit });
  };
  for (const [word] of label.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const hit = parts.filter((part) => fold(word).startsWith(part)).reduce((most, part) => Math.max(most, part.length), 0);
    put(word.slice(0, hit), true);
    put(word.slice(hit), false);
  }
  return pieces;
}
