// Markdown as intranet/core/markup reads it: CommonMark and tables, tasks, strike-through and bare addresses, and our own
// marks within a line: [[page]], ![[page#section]], #12, @person, #tag and [^footnote]. No HTML, which is text with us.
import { commonmarkLanguage, markdown } from "@codemirror/lang-markdown";
import { Autolink, Strikethrough, Table, TaskList } from "@lezer/markdown";

const WORD = /[\p{L}\p{N}_]/u;
const MENTION = /^@[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,38}[\p{L}\p{N}_])?(?![\p{L}\p{N}_@])/u;
const TAG = /^#[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,48}[\p{L}\p{N}])?(?![\p{L}\p{N}_])/u;
const NUMBERED = /^#[1-9][0-9]{0,17}(?![\w-])/;
const PAGE = /^(!?)\[\[([^[\]|\n]+)(\|[^[\]\n]*)?\]\]/;
const FOOTNOTE = /^\[\^[^\s\]]+\]/;

const standsFree = (context, pos, unlessAfter) => {
  const before = context.slice(pos - 1, pos);
  return pos === context.offset || !(WORD.test(before) || unlessAfter.includes(before));
};

function short(name, mark, pattern, unlessAfter) {
  return {
    name,
    parse(context, next, pos) {
      if (next !== mark || !standsFree(context, pos, unlessAfter)) return -1;
      const found = pattern.exec(context.slice(pos, Math.min(context.end, pos + 60)));
      return found ? context.addElement(context.elt(name, pos, pos + found[0].length)) : -1;
    },
  };
}

function bracketed(name, pattern, longest, parts) {
  return {
    name,
    before: "Link",
    parse(context, next, pos) {
      if (next !== 91 && next !== 33) return -1;
      const found = pattern.exec(context.slice(pos, Math.min(context.end, pos + longest)));
      return found ? context.addElement(context.elt(name, pos, pos + found[0].length, parts(context, pos, found))) : -1;
    },
  };
}

// [[target|words]], or with a sign before it: the brackets and, where words are given, the target are marks.
const partsOfPage = (context, pos, [whole, sign, target, words]) => [
  context.elt("PageMark", pos, pos + sign.length + 2 + (words ? target.length + 1 : 0)),
  context.elt("PageMark", pos + whole.length - 2, pos + whole.length),
];

const ours = {
  defineNodes: ["PageLink", "PageMark", "Mention", "Tag", "Numbered", "FootnoteMark"],
  parseInline: [
    bracketed("PageLink", PAGE, 401, partsOfPage),
    bracketed("FootnoteMark", FOOTNOTE, 100, () => []),
    short("Mention", 64, MENTION, "/.@+"),
    short("Numbered", 35, NUMBERED, "/&#"),
    short("Tag", 35, TAG, "/&#"),
  ],
  remove: ["HTMLBlock", "HTMLTag"],
};

export const language = () =>
  markdown({
    base: commonmarkLanguage,
    extensions: [Table, TaskList, Strikethrough, Autolink, ours],
    addKeymap: false,
    completeHTMLTags: false,
    pasteURLAsLink: false,
  });
