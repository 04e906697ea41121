// What is offered while one types: people after @, tags after #, emoji after a colon, pages after [[, and everything that
// can be put in after a slash. One list with the same keys for all of them.
import { acceptCompletion, autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { emojiSource, peopleSource, tagSource } from "./names.js";
import { pageSource } from "./pages.js";
import { row } from "./rows.js";
import { slashSource } from "./slash.js";

const CODE = new Set(["FencedCode", "CodeBlock", "InlineCode", "CodeText", "URL"]);

// In code a name is no name and a slash no wish.
const outsideCode = (source) => (context) => {
  for (let node = syntaxTree(context.state).resolveInner(context.pos, -1); node; node = node.parent) if (CODE.has(node.name)) return null;
  return source(context);
};

export const offers = (house) => [
  autocompletion({
    override: [pageSource(house), peopleSource(house), tagSource(), emojiSource, slashSource(house)].map(outsideCode),
    icons: false,
    closeOnBlur: true,
    activateOnTypingDelay: 80,
    interactionDelay: 0,
    maxRenderedOptions: 40,
    tooltipClass: () => "rich-offers",
    optionClass: ({ type }) => `rich-offer rich-offer--${type}`,
    addToOptions: [{ render: row, position: 20 }],
    defaultKeymap: false,
  }),
  Prec.highest(keymap.of([...completionKeymap.filter(({ key }) => key !== "Ctrl-Space"), { key: "Tab", run: acceptCompletion }])),
];
