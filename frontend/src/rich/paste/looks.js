// What a style of Word, Docs or a browser means. Only looks that carry meaning are looked at.
//
// The policy of the page asks after each style and each handler even in a document that is never shown: before it is made,
// styles are called something else and handlers go.
const LOOK = "data-look";
const HANDLER = /\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;

export const withoutStyles = (html) =>
  html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(HANDLER, "").replace(/\sstyle(?=\s*=)/gi, ` ${LOOK}`));

export const styleOf = (node) => (node?.nodeType === 1 ? (node.getAttribute(LOOK) ?? "") : "");
const nameOf = (node) => (node.nodeType === 1 ? node.tagName.toUpperCase() : "");

export const isBold = (node) => ["B", "STRONG"].includes(nameOf(node)) || /font-weight:\s*(?:bold|[6-9]00)/i.test(styleOf(node));
export const isItalic = (node) => ["I", "EM", "CITE", "DFN"].includes(nameOf(node)) || /font-style:\s*(?:italic|oblique)/i.test(styleOf(node));
export const isStruck = (node) => ["S", "DEL", "STRIKE"].includes(nameOf(node)) || /text-decoration[^;]*line-through/i.test(styleOf(node));
export const isMonospace = (node) => ["CODE", "KBD", "SAMP", "TT", "VAR"].includes(nameOf(node)) || /font-family:[^;]*(?:courier|consolas|monospace|menlo)/i.test(styleOf(node));

// Word has no lists: a paragraph says "mso-list:l0 level2 lfo1". 0 for what is none.
export function wordListLevel(node) {
  if (nameOf(node) !== "P") return 0;
  const said = /mso-list:\s*l\d+\s+level(\d)/i.exec(styleOf(node));
  if (said) return Number(said[1]);
  return /^MsoListParagraph/.test(node.getAttribute("class") ?? "") && /^[·•o§\-–\u00b7\uf0b7]|^\d+[.)]/.test(node.textContent.trim()) ? 1 : 0;
}

// The bullet or number that Word has drawn itself: "1." in a span to be ignored, or at the head of the words.
export function listMarkOfWord(node, words) {
  const drawn = [...node.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)))?.textContent.trim() ?? "";
  const atHead = drawn ? null : /^\\?(?:[·•o§–\uf0b7-]|\d+\\?[.)]|[a-z][.)])\s+/.exec(words);
  const sign = drawn || atHead?.[0].trim() || "";
  const number = /^(\d+|[a-z])\\?[.)]/.exec(sign);
  return { mark: number ? `${/\d/.test(number[1]) ? number[1] : "1"}.` : "-", rest: (atHead ? words.slice(atHead[0].length) : words).trim() };
}
