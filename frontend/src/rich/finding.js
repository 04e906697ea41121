// Find and replace within the page. The browser's own search sees only what is on the screen of a long page.
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { gettext } from "../../../static/js/i18n.js";

const phrases = () => ({
  Find: gettext("Find"),
  Replace: gettext("Replace with"),
  next: gettext("Next"),
  previous: gettext("Previous"),
  all: gettext("All"),
  "match case": gettext("Match case"),
  regexp: gettext("As a pattern"),
  "by word": gettext("Whole words"),
  replace: gettext("Replace"),
  "replace all": gettext("Replace all"),
  close: gettext("Close"),
  "current match": gettext("current match"),
  "on line": gettext("on line"),
  "replaced match on line $": gettext("replaced on line $"),
  "replaced $ matches": gettext("$ replaced"),
  "No matches.": gettext("Nothing found."),
  Completions: gettext("Suggestions"),
  "Control character": gettext("Control character"),
});

export const finding = () => [search({ top: false }), highlightSelectionMatches({ minSelectionLength: 3 }), EditorState.phrases.of(phrases()), keymap.of(searchKeymap)];
