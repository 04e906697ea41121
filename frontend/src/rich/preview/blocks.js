// What is a line or several: headings, lists and tasks, quotes and callouts, code, rules, and the gaps between them.
import { Decoration } from "@codemirror/view";
import { isKind } from "../callouts.js";
import { colours } from "./colours.js";
import { Bullet, CalloutSign, Language, Rule, TaskBox } from "./widgets.js";

const line = (name) => Decoration.line({ class: name });
const mark = (name) => Decoration.mark({ class: name });
const SHOWN_MARK = mark("rich-mark");
const NUMBER = mark("rich-number");
const DONE = mark("rich-done");
const NOTE = mark("rich-footnote");
const DEEPEST = 6;
const ITEMS = Array.from({ length: DEEPEST + 1 }, (_none, depth) => line(`rich-item rich-item--${depth}`));
const QUOTES = Array.from({ length: 4 }, (_none, depth) => line(`rich-quote rich-quote--${depth}`));
const CALLOUT = /^\[!(\w+)\][ \t]*/;
const lookups = {};
const lineOf = (name) => (lookups[name] ??= line(name));

// undefined: it is none of these. false: nothing below it is looked at.
export function atBlock(drawing, node, from, to) {
  const { name } = node;
  if (name.startsWith("ATXHeading")) return heading(drawing, node.node, Number(name.slice(10)));
  if (name.startsWith("SetextHeading")) return setext(drawing, node, Number(name.slice(13)));
  const way = WAYS[name];
  return way ? way(drawing, node, from, to) : undefined;
}

function heading(drawing, node, level) {
  drawing.line(lineOf(`rich-h rich-h--${level}`), node.from);
  const { state } = drawing;
  const end = state.doc.lineAt(node.from).to;
  for (const { from, to } of node.getChildren("HeaderMark")) {
    const space = from === node.from && state.sliceDoc(to, to + 1) === " " ? 1 : 0;
    const lead = from === node.from ? 0 : from - state.sliceDoc(node.from, from).trimEnd().length - node.from;
    if (drawing.isTouchedLine(node.from)) drawing.mark(SHOWN_MARK, from, to);
    else drawing.hide(from - lead, Math.min(to + space, end));
  }
  return true;
}

function setext(drawing, { from, to }, level) {
  const last = drawing.state.doc.lineAt(to);
  for (let number = drawing.state.doc.lineAt(from).number; number < last.number; number += 1) {
    drawing.line(lineOf(`rich-h rich-h--${level}`), drawing.state.doc.line(number).from);
  }
  return true;
}

// A marker and the spaces before it become a hanging bullet; the lines below keep its indent.
function item(drawing, { node, from, to }, visibleFrom, visibleTo) {
  const { doc } = drawing.state;
  const depth = depthOf(node, "ListItem");
  const first = doc.lineAt(from).number;
  const nested = node.getChildren("BulletList").concat(node.getChildren("OrderedList"));
  const end = Math.min(to, visibleTo, ...nested.map((list) => list.from - 1));
  const begins = Math.max(first, doc.lineAt(Math.max(from, visibleFrom)).number);
  for (let number = begins; number <= doc.lineAt(Math.max(end, from)).number; number += 1) {
    const at = doc.line(number);
    if (at.length > 0) drawing.line(ITEMS[Math.min(depth, DEEPEST)], at.from);
    const indent = /^\s*/.exec(at.text)[0].length;
    if (number > first && indent > 0 && indent < at.length && !insideQuote(node)) drawing.hide(at.from, at.from + indent);
  }
  return true;
}

function listMark(drawing, { node, from, to }) {
  const { state } = drawing;
  const at = state.doc.lineAt(from);
  const indent = /^\s*/.exec(at.text)[0].length;
  const start = at.from + indent === from ? at.from : from;
  const end = state.sliceDoc(to, to + 1) === " " ? to + 1 : to;
  if (node.parent?.parent?.name === "OrderedList") {
    if (start < from) drawing.hide(start, from);
    drawing.mark(NUMBER, from, end);
  } else if (!node.parent?.getChild("Task")) drawing.hide(start, end, new Bullet(depthOf(node.parent, "ListItem")));
  else if (start < end) drawing.hide(start, end);
  return false;
}

function taskBox(drawing, { node, from, to }) {
  const { state } = drawing;
  const isDone = state.sliceDoc(from + 1, from + 2) !== " ";
  const end = state.sliceDoc(to, to + 1) === " " ? to + 1 : to;
  drawing.hide(from, end, new TaskBox(isDone, state.readOnly));
  if (isDone && node.parent) drawing.mark(DONE, end, node.parent.to);
  return false;
}

function quote(drawing, { node, from, to }, visibleFrom, visibleTo) {
  const { doc } = drawing.state;
  if (node.parent?.name === "Blockquote") return true;
  const head = doc.lineAt(from);
  const said = CALLOUT.exec(head.text.replace(/^[\s>]*/, ""));
  const kind = said && isKind(said[1]) ? said[1].toLowerCase() : "";
  const last = doc.lineAt(to).number;
  const begins = Math.max(head.number, doc.lineAt(Math.max(from, visibleFrom)).number);
  for (let number = begins; number <= Math.min(last, doc.lineAt(Math.min(to, visibleTo)).number); number += 1) {
    const place = `${number === head.number ? " is-first" : ""}${number === last ? " is-last" : ""}`;
    if (kind) drawing.line(lineOf(`rich-callout callout--${kind}${place}`), doc.line(number).from);
    else drawing.line(QUOTES[0], doc.line(number).from);
  }
  if (kind) {
    const start = head.from + head.text.indexOf("[!");
    const title = start + said[0].length;
    drawing.hide(start, title, new CalloutSign(kind, head.to > title));
    drawing.mark(mark("rich-callout-title"), title, head.to);
  }
  return true;
}

function quoteMark(drawing, { from, to }) {
  const end = drawing.state.sliceDoc(to, to + 1) === " " ? to + 1 : to;
  drawing.hide(from, end);
  return false;
}

function fence(drawing, { node, from, to, name }, visibleFrom, visibleTo) {
  const { doc } = drawing.state;
  const first = doc.lineAt(from).number;
  const last = doc.lineAt(to).number;
  const isFenced = name === "FencedCode";
  const isClosed = isFenced && node.getChildren("CodeMark").length > 1;
  const isTouched = drawing.isTouched(from, to);
  const info = node.getChild("CodeInfo");
  const named = info ? drawing.state.sliceDoc(info.from, info.to) : "";
  const begins = Math.max(first, doc.lineAt(Math.max(from, visibleFrom)).number);
  for (let number = begins; number <= Math.min(last, doc.lineAt(Math.min(to, visibleTo)).number); number += 1) {
    const at = doc.line(number);
    const isFence = isFenced && (number === first || (number === last && isClosed));
    const place = `${number === first ? " is-first" : ""}${number === last ? " is-last" : ""}${isFence ? " rich-fence" : ""}`;
    drawing.line(lineOf(`rich-block-code${place}`), at.from);
    if (isFence && !isTouched) {
      if (at.length > 0) drawing.hide(at.from, at.to, number === first && named ? new Language(named) : null);
    } else if (isFence) drawing.mark(SHOWN_MARK, at.from, at.to);
    else colours(drawing, at, named);
  }
  return false;
}

function rule(drawing, { from, to }) {
  if (drawing.isTouched(from, to)) drawing.mark(SHOWN_MARK, from, to);
  else drawing.hide(from, to, new Rule());
  return false;
}

function definition(drawing, { from }) {
  const { text } = drawing.state.doc.lineAt(from);
  const found = /^\[\^[^\s\]]+\]:/.exec(text);
  if (found) drawing.mark(NOTE, from, from + found[0].length);
  return true;
}

function depthOf(node, name) {
  let depth = 0;
  for (let up = node; up; up = up.parent) depth += up.name === name;
  return depth;
}

function insideQuote(node) {
  return depthOf(node, "Blockquote") > 0;
}

const WAYS = {
  ListItem: item,
  ListMark: listMark,
  TaskMarker: taskBox,
  Blockquote: quote,
  QuoteMark: quoteMark,
  FencedCode: fence,
  CodeBlock: fence,
  HorizontalRule: rule,
  LinkReference: definition,
};
