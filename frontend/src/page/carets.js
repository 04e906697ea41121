// Where the others are: a caret with a name, and what they have selected. The name goes after two seconds and comes back
// when its caret moves. Colours are classes and data-tint; y-codemirror's own carets write style attributes, which the
// policy of our pages refuses.
import { Annotation, RangeSet } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import * as Y from "yjs";

const NAMED_FOR = 2000;
const theyMoved = Annotation.define();

// One of eight, also for whom the server gave none.
export const tintOf = (user) => user?.tint || ((user?.id ?? 0) % 8) + 1;

class Caret extends WidgetType {
  constructor(client, user, moves) {
    super();
    Object.assign(this, { client, name: user?.name ?? "", tint: tintOf(user), moves });
  }

  eq(other) {
    return this.client === other.client && this.moves === other.moves && this.name === other.name;
  }

  toDOM() {
    const caret = document.createElement("span");
    caret.className = "remote-caret";
    caret.dataset.tint = this.tint;
    // Shown by the style sheet: it is no part of the text, whoever reads that.
    caret.dataset.name = this.name;
    caret.setAttribute("aria-hidden", "true");
    setTimeout(() => caret.classList.add("is-quiet"), NAMED_FOR);
    return caret;
  }

  get estimatedHeight() {
    return -1;
  }

  ignoreEvent() {
    return true;
  }
}

const held = (user) => Decoration.mark({ class: "remote-held", attributes: { "data-tint": String(tintOf(user)) } });

const plugin = ViewPlugin.define((view, { text, awareness }) => new Carets(view, text, awareness), {
  decorations: (plugin_) => plugin_.decorations,
});

export const carets = (text, awareness) => plugin.of({ text, awareness });

class Carets {
  decorations = RangeSet.empty;
  // Of each client: {anchor, head, user, moves}; what refers to text that has not arrived yet waits in #unplaced.
  #known = new Map();
  #unplaced = new Set();

  constructor(view, text, awareness) {
    Object.assign(this, { view, text, awareness });
    awareness.on("change", this.#heard);
    document.addEventListener("visibilitychange", this.#seen);
    this.#place([...awareness.getStates().keys()]);
    this.#draw();
  }

  destroy() {
    this.awareness.off("change", this.#heard);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  update(update) {
    if (update.docChanged) {
      for (const caret of this.#known.values()) {
        caret.anchor = update.changes.mapPos(caret.anchor, 1);
        caret.head = update.changes.mapPos(caret.head, 1);
      }
      if (this.#unplaced.size) this.#place([...this.#unplaced]);
    }
    const moved = update.transactions.some((one) => one.annotation(theyMoved));
    if (update.docChanged || moved) this.#draw();
    if (update.docChanged || update.selectionSet || update.focusChanged) this.#tell();
  }

  #heard = ({ added, updated, removed }) => {
    const others = [...added, ...updated, ...removed].filter((client) => client !== this.awareness.clientID);
    if (others.length === 0) return;
    this.#place(others);
    this.view.dispatch({ annotations: theyMoved.of(true) });
  };

  #seen = () => this.#tell();

  #place(clients) {
    for (const client of clients) {
      const state = this.awareness.getStates().get(client);
      this.#unplaced.delete(client);
      if (client === this.awareness.clientID || !state?.cursor) {
        this.#known.delete(client);
        continue;
      }
      const [anchor, head] = [this.#at(state.cursor.anchor), this.#at(state.cursor.head)];
      if (anchor === null || head === null) {
        this.#unplaced.add(client);
        continue;
      }
      const before = this.#known.get(client);
      const stayed = before && before.anchor === anchor && before.head === head;
      const moves = (before?.moves ?? 0) + (stayed ? 0 : 1);
      this.#known.set(client, { anchor, head, user: state.user, moves });
    }
  }

  // What somebody else's browser says may be anything.
  #at(position) {
    try {
      const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), this.text.doc);
      return found?.type === this.text ? found.index : null;
    } catch {
      return null;
    }
  }

  #draw() {
    const end = this.view.state.doc.length;
    const ranges = [];
    for (const [client, { anchor, head, user, moves }] of this.#known) {
      if (Math.max(anchor, head) > end) continue;
      if (anchor !== head) ranges.push(held(user).range(Math.min(anchor, head), Math.max(anchor, head)));
      const side = head < anchor ? 1 : -1;
      ranges.push(Decoration.widget({ widget: new Caret(client, user, moves), side }).range(head));
    }
    this.decorations = Decoration.set(ranges, true);
  }

  // Where I am. A tab in the background has no caret.
  #tell() {
    const state = this.awareness.getLocalState();
    if (!state || this.view.state.readOnly) return;
    const { anchor, head } = this.view.state.selection.main;
    const shown = !document.hidden && (this.view.hasFocus || state.cursor);
    const cursor = shown ? { anchor: this.#relative(anchor), head: this.#relative(head) } : null;
    if (JSON.stringify(cursor) !== JSON.stringify(state.cursor ?? null)) this.awareness.setLocalStateField("cursor", cursor);
  }

  #relative(index) {
    return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.text, Math.min(index, this.text.length)));
  }
}
