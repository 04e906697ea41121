// Passages of a page, counted as the server counts them (wiki/remarks/passages.py): the words that are shown, white
// space made one space; what is called differently for different readers counts as one character.
export const OPAQUE = "\ufffc";
export const AROUND = 48;

const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION " +
    "SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL BR").split(" "),
);
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "SVG", "BUTTON"]);

// The words of an element, and of each character the place in the page it comes from: {words, places: [[node, offset]]}.
export function wordsOf(root) {
  const letters = [];
  const places = [];
  const say = (letter, node, offset) => {
    const isSpace = /\s/.test(letter);
    if (isSpace && (letters.length === 0 || letters.at(-1) === " ")) return;
    letters.push(isSpace ? " " : letter);
    places.push([node, offset]);
  };
  const read = (node) => {
    if (node.nodeType === 3) {
      for (let at = 0; at < node.data.length; at += 1) say(node.data[at], node, at);
      return;
    }
    if (node.nodeType !== 1) return;
    const name = node.tagName.toUpperCase();
    if (BLOCKS.has(name)) say(" ", node, 0);
    if (node.classList.contains("reference") || node.classList.contains("wanted")) say(OPAQUE, node, 0);
    else if (!SILENT.has(name) && !node.hasAttribute("data-silent")) for (const child of node.childNodes) read(child);
    if (BLOCKS.has(name)) say(" ", node, node.childNodes.length);
  };
  for (const child of root.childNodes) read(child);
  while (letters.at(-1) === " ") {
    letters.pop();
    places.pop();
  }
  return { words: letters.join(""), places };
}

// What is selected, as a passage: {quote, prefix, suffix}, or null where it is not in this text.
export function passageOf(range, root) {
  if (!root.contains(range.commonAncestorContainer)) return null;
  const { words, places } = wordsOf(root);
  let start = places.findIndex(([node, offset]) => isWithin(range, node, offset));
  if (start < 0) return null;
  let end = start;
  while (end < places.length && isWithin(range, ...places[end])) end += 1;
  while (start < end && words[start] === " ") start += 1;
  while (end > start && words[end - 1] === " ") end -= 1;
  if (end <= start) return null;
  const quote = words.slice(start, end);
  return { start, end, quote, prefix: words.slice(Math.max(start - AROUND, 0), start), suffix: words.slice(end, end + AROUND) };
}

function isWithin(range, node, offset) {
  if (node.nodeType === 3) return range.comparePoint(node, offset) === 0 && range.comparePoint(node, offset + 1) <= 0;
  return range.intersectsNode(node) && range.comparePoint(node, 0) === 0;
}

// The parts of text nodes that a passage covers: [[node, from, to]], neighbours joined.
export function stretchesOf(places, start, end) {
  const found = [];
  for (const [node, offset] of places.slice(start, end)) {
    if (node.nodeType !== 3) continue;
    const last = found.at(-1);
    if (last?.[0] === node && offset >= last[2]) last[2] = offset + 1;
    else found.push([node, offset, offset + 1]);
  }
  return found;
}
