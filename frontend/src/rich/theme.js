// What CodeMirror's own sheet decides and no layer of ours could outdo. Everything else: static/css/modules/wiki-text.css.
import { Prec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const theme = EditorView.theme({
  ".cm-scroller": { overflowX: "auto" },
  ".cm-content": { minHeight: "16rem" },
  ".cm-widgetBuffer": { border: "0", borderRadius: "0" },
  ".cm-line": {
    padding: "var(--before, 0) var(--aside, 0) var(--after, 0) calc(var(--aside, 0px) + var(--depth, 0) * 1.35em)",
  },
  ".cm-line.rich-row": { display: "table-row" },
  ".cm-line.rich-rule": { display: "table-row", visibility: "collapse", lineHeight: "0" },
  ".rich-cell": { whiteSpace: "pre-wrap", wordBreak: "normal", overflowWrap: "break-word" },
  ".cm-tooltip": { border: "0", backgroundColor: "var(--raised)", zIndex: "var(--z-bar)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "min(19rem, 50dvh)", minWidth: "14rem", maxWidth: "min(24rem, 100vw - 1rem)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "var(--space-1) var(--space-2)", lineHeight: "inherit" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-completionDetail": { fontStyle: "normal", marginLeft: "0" },
  ".cm-panels": { backgroundColor: "transparent", color: "inherit", border: "0", zIndex: "var(--z-sticky)" },
  ".cm-panels-bottom": { borderTop: "0", bottom: "var(--foot, 0)" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "transparent",
    minHeight: "var(--control)",
    padding: "0 var(--space-3)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-m)",
    fontSize: "var(--text-s)",
    fontWeight: "550",
  },
  ".cm-textfield": {
    backgroundColor: "var(--raised)",
    minHeight: "var(--control)",
    padding: "0 var(--space-3)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-m)",
    fontSize: "max(var(--text-s), 0.875rem)",
  },
  ".cm-panel.cm-search": { padding: "var(--space-2) var(--space-6) var(--space-2) var(--space-2)", position: "relative" },
  ".cm-panel.cm-search label": { fontSize: "var(--text-s)", display: "inline-flex", alignItems: "center", gap: "var(--space-1)" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.25rem", minWidth: "2rem", minHeight: "2rem", margin: "0" },
  ".cm-searchMatch": { backgroundColor: "var(--caution-soft)", outline: "1px solid var(--caution-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--caution-soft)", outline: "2px solid var(--caution)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
});

// Before what the page says of its editor (src/page/editor-view.js).
export const THEME = Prec.highest(theme);
