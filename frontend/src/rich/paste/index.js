// Pasting: files go up, HTML becomes Markdown, an address over words becomes a link, rows of a spreadsheet a table.
import { syntaxTree } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { parseApart } from "../../../../static/js/fragment.js";
import { upload } from "../files/uploads.js";
import { limitsOf } from "../files/taking.js";
import { wantsPlain } from "../keys.js";
import { linkSpec } from "../marks.js";
import { asCell, write } from "../tables/cells.js";
import { cellAt } from "../tables/place.js";
import { fromHtml } from "./from-html.js";
import { withoutStyles } from "./looks.js";

const ADDRESS = /^https?:\/\/[^\s<>]+$/;
// Of an editor for programs: every word a colour, and nothing that means anything.
const CODE = /^[^<]*(?:<meta[^>]*>\s*)*(?:<(?:html|body|!--)[^>]*>\s*)*<(?:div|pre)[^>]*font-family:[^>]*(?:monospace|consolas|menlo|courier)[^>]*white-space:\s*pre/i;
const MARKUP = /id="docs-internal-guid|urn:schemas-microsoft-com|<(?:p|h[1-6]|ul|ol|table|strong|em|b|i|a|pre|blockquote|code|img|div)\b/i;

// What a clipboard means here, as text, or null for the text it carries itself.
export function meant({ html, text }, parse = parseApart) {
  if (!html || CODE.test(html) || !MARKUP.test(html)) return tabbed(text);
  return fromHtml(parse(withoutStyles(html))) || null;
}

// Rows of a spreadsheet that came as text: the same number of tabs in each line, and more than one line.
export function tabbed(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const [first] = rows;
  if (rows.length < 2 || first.length < 2 || rows.some((row) => row.length !== first.length)) return null;
  return write({ rows: rows.map((row) => row.map(asCell)), aligns: first.map(() => "") });
}

function insideCode(state, pos) {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) if (/^(FencedCode|CodeBlock|InlineCode)$/.test(node.name)) return true;
  return false;
}

// A block among words stands by itself.
function put(view, text) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const isBlocks = /\n/.test(text) || /^(?:#{1,6} |> |- |\d+\. |\||```)/.test(text);
  const lineBefore = state.sliceDoc(state.doc.lineAt(from).from, from);
  const lineAfter = state.sliceDoc(to, state.doc.lineAt(to).to);
  const lead = isBlocks && lineBefore.trim() !== "" ? "\n\n" : "";
  const tail = isBlocks && lineAfter.trim() !== "" ? "\n\n" : "";
  const insert = lead + text + tail;
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + lead.length + text.length }, scrollIntoView: true, userEvent: "input.paste" });
}

export const pasting = (house) => [
  EditorView.domEventHandlers({
    paste(event, view) {
      const { clipboardData: board } = event;
      if (!board || view.state.readOnly) return false;
      const text = board.getData("text/plain").replace(/\r\n?/g, "\n");
      const html = board.getData("text/html");
      const files = [...board.files];
      const { main } = view.state.selection;
      // Office puts a picture of the words beside the words.
      if (files.length > 0 && text.trim() === "") {
        event.preventDefault();
        upload(view, files, main.to, limitsOf(house));
        return true;
      }
      if (wantsPlain(view) || insideCode(view.state, main.head)) return false;
      if (!main.empty && ADDRESS.test(text.trim()) && !view.state.sliceDoc(main.from, main.to).includes("\n")) {
        event.preventDefault();
        view.dispatch({ ...linkSpec(view.state, text.trim()), userEvent: "input.paste" });
        return true;
      }
      const cell = cellAt(view.state, main.head);
      const made = cell ? asCell(text) : meant({ html, text });
      if (made === null || made === text) return false;
      event.preventDefault();
      if (cell) view.dispatch(view.state.replaceSelection(made), { userEvent: "input.paste" });
      else put(view, made);
      return true;
    },
  }),
];
