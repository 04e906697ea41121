// Stands in for @codemirror/lang-html, which lang-markdown asks for: HTML within Markdown is shown as the text it is. The
// parsers of HTML, CSS and JavaScript would be a third of the bundle, and a page of ours has no HTML in it.
import { Language, LanguageSupport, defineLanguageFacet } from "@codemirror/language";
import { NodeType, Parser, Tree } from "@lezer/common";

class Inert extends Parser {
  createParse(input) {
    const { length } = input;
    return { parsedPos: length, stoppedAt: null, stopAt() {}, advance: () => new Tree(NodeType.none, [], [], length) };
  }
}

const language = new Language(defineLanguageFacet(), new Inert(), [], "html");

export const html = () => new LanguageSupport(language);
export const htmlCompletionSource = () => null;
