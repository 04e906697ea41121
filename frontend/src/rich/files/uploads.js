// Files on their way: a chip in the text where each will stand. The text itself gets nothing before the server has the
// file, so that others see no half of it; what failed stays as a chip that can be tried again.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { whyNot } from "../../../../static/js/file-limits.js";
import { gettext, interpolate } from "../../../../static/js/i18n.js";
import { guardToken, send, sentenceInJson } from "../../../../static/js/requests.js";
import { announce } from "../../../../static/js/announce.js";
import { addressOfPicture, linkToFile, writePicture } from "../pictures.js";
import { showFromHere } from "../preview/pictures.js";
import { cellAt } from "../tables/place.js";

const begun = StateEffect.define({ map: (value, changes) => ({ ...value, pos: changes.mapPos(value.pos, 1) }) });
const ended = StateEffect.define();
let count = 0;

class Chip extends WidgetType {
  constructor(upload) {
    super();
    this.upload = upload;
  }

  eq(other) {
    return other.upload === this.upload;
  }

  toDOM() {
    return this.upload.element;
  }

  ignoreEvent() {
    return true;
  }
}

export const uploads = StateField.define({
  create: () => Decoration.none,
  update(chips, transaction) {
    let found = chips.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(begun)) {
        const chip = Decoration.widget({ widget: new Chip(effect.value.upload), side: 1, upload: effect.value.upload });
        found = found.update({ add: [chip.range(effect.value.pos)] });
      } else if (effect.is(ended)) found = found.update({ filter: (_from, _to, { spec }) => spec.upload !== effect.value });
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function placeOf(state, upload) {
  for (let at = state.field(uploads).iter(); at.value; at.next()) if (at.value.spec.upload === upload) return at.from;
  return null;
}

export const isUploading = (state) => {
  for (let at = state.field(uploads).iter(); at.value; at.next()) if (!at.value.spec.upload.isFailed) return true;
  return false;
};

// Several go in one after the other, in their order, at one place.
export function upload(view, files, pos, limits) {
  for (const file of files) new Upload(view, file, limits).begin(pos);
}

class Upload {
  constructor(view, file, limits) {
    Object.assign(this, { view, file, limits, id: (count += 1), isFailed: false });
    this.element = document.createElement("span");
    this.element.className = "rich-upload";
    this.element.contentEditable = "false";
  }

  begin(pos) {
    this.view.dispatch({ effects: begun.of({ pos, upload: this }) });
    this.try();
  }

  try() {
    const reason = whyNot(this.file, this.limits);
    if (reason) return this.fail(reason, false);
    this.isFailed = false;
    const request = new XMLHttpRequest();
    const bar = document.createElement("progress");
    Object.assign(bar, { className: "bar", max: 100, value: 0 });
    bar.setAttribute("aria-label", interpolate(gettext("Uploading %(name)s"), { name: this.file.name }));
    this.show(this.name(), bar, this.press(gettext("Cancel"), () => request.abort()));
    request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = (loaded / total) * 100));
    request.addEventListener("load", () => this.answered(request));
    request.addEventListener("error", () => this.fail(gettext("The server could not be reached.")));
    request.addEventListener("abort", () => this.end());
    request.open("POST", this.limits.url);
    request.setRequestHeader("X-CSRFToken", guardToken());
    request.setRequestHeader("Accept", "application/json");
    const body = new FormData();
    body.append("file", this.file, this.file.name);
    request.send(body);
  }

  answered(request) {
    if (request.status !== 201) {
      const said = request.status === 413 ? gettext("This file is too large for the server.") : sentenceInJson(request.responseText);
      return this.fail(said || gettext("The server did not accept this."));
    }
    const stored = JSON.parse(request.responseText);
    const { state } = this.view;
    const pos = placeOf(state, this);
    // Its place went with what was deleted around it: the file is not wanted any more.
    if (pos === null || state.readOnly) {
      if (pos === null) void send(`/files/${stored.id}/discard/`).catch(() => {});
      return this.end();
    }
    const isPicture = stored.kind === "image";
    const src = addressOfPicture(stored.id);
    if (isPicture) showFromHere(src, this.file);
    const inTable = Boolean(cellAt(state, pos));
    const text = isPicture ? writePicture({ alt: "", src }, { inTable }) : linkToFile(stored);
    const before = state.sliceDoc(Math.max(0, pos - 1), pos);
    const insert = (before === "" || /[\s|]/.test(before) ? "" : " ") + text;
    const { head } = state.selection.main;
    this.view.dispatch({
      changes: { from: pos, insert },
      // Who waits beside it goes on behind it.
      selection: head === pos ? { anchor: pos + insert.length } : undefined,
      effects: ended.of(this),
      userEvent: "input.upload",
    });
    announce(`upload-${this.id}`, interpolate(gettext("%(name)s is uploaded."), { name: this.file.name }));
  }

  fail(reason, mayRetry = true) {
    this.isFailed = true;
    const line = document.createElement("span");
    line.className = "error";
    line.textContent = reason;
    const again = mayRetry ? [this.press(gettext("Try again"), () => this.try())] : [];
    this.show(this.name(), line, ...again, this.press(gettext("Remove"), () => this.end()));
    announce(`upload-${this.id}`, reason);
  }

  end() {
    this.view.dispatch({ effects: ended.of(this) });
    this.view.focus();
  }

  name() {
    const element = document.createElement("span");
    element.className = "truncate";
    element.textContent = this.file.name;
    return element;
  }

  press(words, run) {
    const element = document.createElement("button");
    Object.assign(element, { type: "button", className: "text-link", textContent: words });
    element.addEventListener("click", run);
    return element;
  }

  show(...parts) {
    this.element.classList.toggle("is-failed", this.isFailed);
    this.element.replaceChildren(...parts);
    this.view.requestMeasure();
  }
}
