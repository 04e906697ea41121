// The text as it will be read, drawn over the text as it is: marks are hidden where the caret is not, and nothing is
// ever another document than the Markdown below. Only what is on the screen is looked at.
import { syntaxTree } from "@codemirror/language";
import { RangeSet, StateEffect } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";
import { atBlock } from "./blocks.js";
import { atInline } from "./inline.js";
import { pressed } from "./pressing.js";

const released = StateEffect.define();
const SKIPPED = Decoration.mark({});

class Drawing {
  constructor(view, selection) {
    this.view = view;
    this.state = view.state;
    this.selection = selection;
    this.drawn = [];
    this.skipped = [];
  }

  // Whether the caret or the selection touches this stretch.
  isTouched(from, to) {
    return this.selection !== null && this.selection.ranges.some((range) => range.from <= to && range.to >= from);
  }

  isTouchedLine(pos) {
    const line = this.state.doc.lineAt(pos);
    return this.isTouched(line.from, line.to);
  }

  mark(decoration, from, to) {
    if (to > from) this.drawn.push(decoration.range(from, to));
  }

  line(decoration, pos) {
    this.drawn.push(decoration.range(this.state.doc.lineAt(pos).from));
  }

  // Out of sight, and stepped over by the caret.
  hide(from, to, widget = null) {
    if (to <= from) return;
    this.drawn.push(Decoration.replace(widget ? { widget } : {}).range(from, to));
    this.skipped.push(SKIPPED.range(from, to));
  }
}

class Preview {
  constructor(view) {
    this.isHeld = false;
    this.selection = view.hasFocus ? view.state.selection : null;
    this.draw(view);
  }

  update(update) {
    const isReleased = update.transactions.some((one) => one.effects.some((effect) => effect.is(released)));
    const isOther = update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state);
    const isFreed = update.startState.readOnly !== update.state.readOnly;
    if (!isOther && !isFreed && !isReleased && !update.selectionSet && !update.focusChanged) return;
    // While one drags, what appears would move the words away from under the pointer.
    if (!this.isHeld) this.selection = update.view.hasFocus ? update.state.selection : null;
    else if (this.selection && update.docChanged) this.selection = this.selection.map(update.changes);
    this.draw(update.view);
  }

  draw(view) {
    const drawing = new Drawing(view, this.selection);
    for (const { from, to } of view.visibleRanges) {
      syntaxTree(view.state).iterate({
        from,
        to,
        enter: (node) => {
          const goesOn = atBlock(drawing, node, from, to);
          if (goesOn !== undefined) return goesOn;
          return atInline(drawing, node);
        },
      });
    }
    this.decorations = Decoration.set(drawing.drawn, true);
    this.skipped = RangeSet.of(drawing.skipped, true);
  }
}

export const preview = ViewPlugin.fromClass(Preview, {
  decorations: (plugin) => plugin.decorations,
  provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.skipped ?? RangeSet.empty),
  eventHandlers: {
    mousedown(event, view) {
      if (pressed(event, view)) return true;
      if (event.button !== 0) return false;
      this.isHeld = true;
      addEventListener(
        "mouseup",
        () => {
          this.isHeld = false;
          view.dispatch({ effects: released.of(null) });
        },
        { once: true },
      );
      return false;
    },
  },
});
