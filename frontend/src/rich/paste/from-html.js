// HTML of Word, Google Docs, web pages and spreadsheets as Markdown: a walk over an inert document that takes what we can
// write and lets the rest fall. No markup ever comes out of it, only text.
import { asCell, write } from "../tables/cells.js";
import { isBold, isItalic, isMonospace, isStruck, listMarkOfWord, styleOf, wordListLevel } from "./looks.js";

const SKIPPED = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "TITLE", "TEMPLATE", "NOSCRIPT", "OBJECT", "IFRAME", "SVG", "MATH", "BUTTON", "SELECT", "TEXTAREA", "O:P", "XML"]);
const BLOCKS = new Set(["ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "CENTER", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "UL"]);
const SAFE_LINK = /^(?:https?:|mailto:|tel:)/i;
const OWN_PICTURE = /^(?:https?:\/\/[^/]+)?(\/files\/[0-9a-f-]{36}\/[^\s()]+)$/;
const DEEPEST = 40;

const nameOf = (node) => (node.nodeType === 1 ? node.tagName.toUpperCase() : "");
const isBlock = (node) => BLOCKS.has(nameOf(node));
const isGone = (node) => SKIPPED.has(nameOf(node)) || (node.nodeType === 1 && /display:\s*none|mso-hide:\s*all/i.test(styleOf(node)));
const hasBlocks = (node) => [...node.childNodes].some((child) => !isGone(child) && (isBlock(child) || hasBlocks(child)));

// Signs that would become marks where there are none.
export const escaped = (text) =>
  text
    .replace(/[\\`*~[\]]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
const escapedStart = (line) => line.replace(/^(\s*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|\d+(?=[.)](?:\s|$)))/, (_all, space, sign) => (/\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`));

export function fromHtml(page) {
  const body = page.body ?? page;
  const blocks = blocksOf(body, {});
  return tidy(blocks.join("\n\n"));
}

const tidy = (text) =>
  text
    .replace(/[  ]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");

// The blocks within a node, each as text of one or several lines.
function blocksOf(node, style, depth = 0) {
  if (depth > DEEPEST) return [node.textContent.trim()];
  const blocks = [];
  let line = [];
  let items = [];
  const flush = () => {
    const text = joined(line);
    line = [];
    if (text) blocks.push(text);
  };
  const flushItems = () => {
    if (items.length > 0) blocks.push(items.join("\n"));
    items = [];
  };
  for (const child of node.childNodes) {
    if (isGone(child)) continue;
    const level = wordListLevel(child);
    if (level > 0) {
      flush();
      const item = joined(inline(child, style));
      const { mark, rest } = listMarkOfWord(child, item);
      // A list of another sort is another list.
      const before = items.findLast((one) => !one.startsWith(" "));
      if (level === 1 && before && before.startsWith("-") !== mark.startsWith("-")) flushItems();
      if (rest) items.push(`${"  ".repeat(level - 1)}${mark} ${rest.replaceAll("\n", `\n${"  ".repeat(level)}`)}`);
      continue;
    }
    if (child.nodeType === 3 && child.textContent.trim() === "" && items.length > 0) continue;
    flushItems();
    if (isBlock(child) || hasBlocks(child)) {
      flush();
      blocks.push(...block(child, style, depth + 1));
    } else line.push(...inline(child, style));
  }
  flushItems();
  flush();
  return blocks.filter((one) => one.trim() !== "");
}

function block(node, style, depth) {
  const name = nameOf(node);
  const head = /^H([1-6])$/.exec(name) ?? /^MsoHeading([1-6])$|^(?:Mso)?Title$/.exec(node.getAttribute("class") ?? "");
  if (head && !hasBlocks(node)) {
    const words = joined(inline(node, { ...style, isHead: true })).replace(/\s*\n\s*/g, " ");
    return words ? [`${"#".repeat(Number(head[1] ?? 1))} ${words}`] : [];
  }
  switch (name) {
    case "HR":
      return ["---"];
    case "PRE":
      return [fenced(node)];
    case "UL":
    case "OL":
      return [listOf(node, style, depth)];
    case "BLOCKQUOTE":
      return [
        blocksOf(node, style, depth)
          .join("\n\n")
          .replace(/^/gm, "> ")
          .replace(/^> $/gm, ">"),
      ];
    case "TABLE":
      return tableOf(node, style, depth);
    case "LI":
      return [`- ${blocksOf(node, style, depth).join("\n\n").replaceAll("\n", "\n  ")}`];
    default:
      return blocksOf(node, { ...style, ...looksOf(node, style) }, depth);
  }
}

function fenced(node) {
  const text = node.textContent.replace(/\n$/, "");
  const language = /\blanguage-(\w+)/.exec(`${node.getAttribute("class") ?? ""} ${node.querySelector?.("code")?.getAttribute("class") ?? ""}`)?.[1] ?? "";
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([signs]) => signs.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function listOf(node, style, depth) {
  const isNumbered = nameOf(node) === "OL";
  let number = Number(node.getAttribute("start") ?? 1) || 1;
  const items = [];
  for (const child of node.childNodes) {
    const name = nameOf(child);
    // Google Docs puts a list within a list beside its item, not in it.
    if (name === "UL" || name === "OL") {
      const inner = listOf(child, style, depth + 1);
      if (inner) items.push(inner.replace(/^/gm, isNumbered ? "   " : "  "));
      continue;
    }
    if (name !== "LI") continue;
    const box = checkbox(child);
    const blocks = blocksOf(child, style, depth + 1);
    const mark = isNumbered ? `${number}. ` : "- ";
    number += 1;
    const isTight = blocks.length < 2 || blocks.slice(1).every((one) => /^\s*(?:[-*+]|\d+[.)]) /.test(one));
    const text = blocks.join(isTight ? "\n" : "\n\n").replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    items.push(mark + box + text);
  }
  return items.join("\n");
}

function checkbox(item) {
  const field = [...item.querySelectorAll("input[type=checkbox]")].find((one) => one.closest("li") === item);
  const said = item.getAttribute("aria-checked") ?? (item.getAttribute("role") === "checkbox" ? "false" : null);
  if (!field && said === null) return "";
  return field?.hasAttribute("checked") || said === "true" ? "[x] " : "[ ] ";
}

function tableOf(node, style, depth) {
  const rows = [...node.querySelectorAll("tr")].filter((row) => row.closest("table") === node);
  const cells = rows.map((row) => [...row.children].filter((cell) => /^T[DH]$/.test(nameOf(cell)) && !isGone(cell)));
  const widest = Math.max(0, ...cells.map((row) => row.length));
  // A table of one column, or of one cell, was there for the looks.
  if (widest === 0) return [];
  if (widest === 1) return cells.flat().flatMap((cell) => blocksOf(cell, style, depth));
  const words = cells.map((row) => {
    const own = row.flatMap((cell) => {
      const text = asCell(blocksOf(cell, row === cells[0] ? { ...style, isHead: true } : style, depth).join(" "));
      const more = Math.min(Number(cell.getAttribute("colspan") ?? 1) || 1, 20) - 1;
      return [text, ...Array.from({ length: more }, () => "")];
    });
    return own;
  });
  const columns = Math.max(...words.map((row) => row.length));
  for (const row of words) while (row.length < columns) row.push("");
  const filled = words.filter((row) => row.some((cell) => cell !== ""));
  if (filled.length === 0) return [];
  const aligns = Array.from({ length: columns }, (_none, column) => cells.slice(1).map((row) => alignOf(row[column])).find(Boolean) ?? "");
  return [write({ rows: filled, aligns })];
}

function alignOf(cell) {
  const told = [cell, cell?.querySelector("p[align], p[data-look]")].map((node) => /text-align:\s*(\w+)/i.exec(styleOf(node))?.[1] ?? node?.getAttribute("align"));
  const said = told.find(Boolean) ?? "";
  if (/center/i.test(said)) return "center";
  return /right|end/i.test(said) ? "right" : "";
}

// --- Within a line: pieces of {text, strong, em, strike, code, link} that are joined at the end.

function looksOf(node, style) {
  const made = {};
  if (isBold(node)) made.strong = true;
  if (isItalic(node)) made.em = true;
  if (isStruck(node)) made.strike = true;
  if (isMonospace(node)) made.code = true;
  // Docs wraps everything in a <b> that says of itself that it is none.
  if (/font-weight:\s*(normal|[1-4]00)\b/i.test(styleOf(node))) made.strong = style.strong && nameOf(node) !== "B" ? style.strong : false;
  return made;
}

function inline(node, style) {
  if (node.nodeType === 3) return node.textContent === "" ? [] : [{ ...style, text: node.textContent.replace(/[\s\u00a0]+/g, " ") }];
  if (node.nodeType !== 1 || isGone(node)) return [];
  const name = nameOf(node);
  if (name === "BR") return [{ text: "\n" }];
  if (name === "IMG") return picture(node);
  if (name === "INPUT") return [];
  // Word's own bullet, which its list mark stands for (looks.js).
  if (/mso-list:\s*ignore/i.test(styleOf(node))) return [];
  const made = { ...style, ...looksOf(node, style) };
  if (name === "A") {
    const href = (node.getAttribute("href") ?? "").trim();
    if (SAFE_LINK.test(href)) made.link = unwrapped(href);
  }
  if (name === "SUP" && made.link) return [];
  return [...node.childNodes].flatMap((child) => inline(child, made));
}

// Google's search and mail put their own address before the one that is meant.
function unwrapped(href) {
  try {
    const address = new URL(href);
    if (/(^|\.)google\.[a-z.]+$/.test(address.hostname) && address.pathname === "/url") return address.searchParams.get("q") ?? href;
  } catch {
    return "";
  }
  return href;
}

function picture(node) {
  const found = OWN_PICTURE.exec(node.getAttribute("src") ?? "");
  const alt = (node.getAttribute("alt") ?? "").replace(/[[\]|\n]/g, " ").trim();
  if (found) return [{ raw: `![${alt}](${found[1]})` }];
  return alt ? [{ text: alt }] : [];
}

const SIGNS = [
  ["strike", "~~"],
  ["strong", "**"],
  ["em", "*"],
];
const alike = (one, other) => ["strong", "em", "strike", "code", "link", "isHead"].every((name) => (one[name] ?? false) === (other[name] ?? false));

function joined(pieces) {
  const runs = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && piece.raw === undefined && last.raw === undefined && (alike(last, piece) || piece.text.trim() === "") && piece.text !== "\n") last.text += piece.text;
    else runs.push({ ...piece });
  }
  const text = runs.map(marked).join("");
  return text
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/ {2,}/g, " ")
    .trim()
    .split("\n")
    .map(escapedStart)
    .join("\n");
}

function marked(run) {
  if (run.raw !== undefined) return run.raw;
  const [, lead, words, tail] = /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text);
  if (words === "") return run.text;
  let text = run.code && !words.includes("`") ? `\`${words}\`` : escaped(words);
  // What is a head is bold by itself.
  for (const [name, sign] of SIGNS) if (run[name] && !(run.code && name === "em") && !(run.isHead && name === "strong")) text = sign + text + sign;
  if (run.link) text = run.link === words ? words : `[${text.replaceAll("\n", " ")}](${run.link.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
  return lead + text + tail;
}
