// What stands within a line: emphasis, code, links, pages, people, pictures.
import { Decoration } from "@codemirror/view";
import { Picture } from "./pictures.js";
import { readPicture } from "../pictures.js";

const mark = (name, more = {}) => Decoration.mark({ class: name, ...more });
const LOOKS = {
  Emphasis: mark("rich-em"),
  StrongEmphasis: mark("rich-strong"),
  Strikethrough: mark("rich-strike"),
  InlineCode: mark("rich-code"),
  Mention: mark("mention"),
  Tag: mark("tag"),
  Numbered: mark("rich-link rich-link--page"),
  FootnoteMark: mark("rich-footnote"),
};
const MARKS = { Emphasis: "EmphasisMark", StrongEmphasis: "EmphasisMark", Strikethrough: "StrikethroughMark", InlineCode: "CodeMark" };
const SHOWN_MARK = mark("rich-mark");
const LINK = mark("rich-link");
const PAGE = mark("rich-link rich-link--page");

// Says whether the walk goes on below this node; true for what is nothing to us.
export function atInline(drawing, node) {
  const { name, from, to } = node;
  if (name in LOOKS) {
    drawing.mark(LOOKS[name], from, to);
    if (MARKS[name]) marksOf(drawing, node.node, MARKS[name]);
  } else if (name === "PageLink") {
    drawing.mark(PAGE, from, to);
    marksOf(drawing, node.node, "PageMark");
  } else if (name === "Link") link(drawing, node.node);
  else if (name === "Image") return image(drawing, node.node);
  else if (name === "Autolink") {
    drawing.mark(LINK, from, to);
    marksOf(drawing, node.node, "LinkMark");
  } else if (name === "URL" && !["Link", "Image", "Autolink", "LinkReference"].includes(node.node.parent?.name)) drawing.mark(LINK, from, to);
  else if (name === "Escape" && !drawing.isTouched(from, to)) drawing.hide(from, from + 1);
  return true;
}

function marksOf(drawing, node, name) {
  const isTouched = drawing.isTouched(node.from, node.to);
  for (const { from, to } of node.getChildren(name)) {
    if (isTouched) drawing.mark(SHOWN_MARK, from, to);
    else drawing.hide(from, to);
  }
}

function link(drawing, node) {
  const marks = node.getChildren("LinkMark");
  if (marks.length < 2) return;
  const [open, close] = marks;
  if (close.from === open.to) return;
  drawing.mark(LINK, open.to, close.from);
  if (drawing.isTouched(node.from, node.to)) {
    drawing.mark(SHOWN_MARK, node.from, open.to);
    drawing.mark(SHOWN_MARK, close.from, node.to);
  } else {
    drawing.hide(node.from, open.to);
    drawing.hide(close.from, node.to);
  }
}

// A picture stays a picture while one is beside it; what it is called and how wide is asked beside it (pictures.js).
function image(drawing, node) {
  const picture = readPicture(drawing.state.sliceDoc(node.from, node.to));
  if (!picture) return true;
  drawing.hide(node.from, node.to, new Picture(picture));
  return false;
}
