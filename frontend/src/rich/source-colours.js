// Markdown in its own form, with its marks a shade lighter.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const sourceColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, class: "rich-strong" },
    { tag: tags.strong, class: "rich-strong" },
    { tag: tags.emphasis, class: "rich-em" },
    { tag: tags.strikethrough, class: "rich-strike" },
    { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], class: "rich-mark" },
    { tag: [tags.link, tags.url], class: "rich-link" },
    { tag: tags.monospace, class: "rich-source-code" },
  ]),
);
