// The editing page of the wiki: <page-editor> (templates/wiki/edit.html). What one types is in the shared document at once,
// on this device a tenth of a second later, and on the server as soon as there is a line. See docs/wiki.md.
import { EditorView } from "@codemirror/view";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { live } from "../../static/js/live.js";
import { signInAddress } from "../../static/js/requests.js";
import { gettext } from "../../static/js/i18n.js";
import { toast } from "../../static/js/toasts.js";
import { Keeping } from "./line/keeping.js";
import { PageLine } from "./line/page-line.js";
import { Banner, reason } from "./page/banner.js";
import { editorState, letWrite } from "./page/editor-view.js";
import { copy, download } from "./page/taking-along.js";
import { TitleField } from "./page/title-field.js";
import { Versions } from "./page/versions.js";
import { WhoIsHere } from "./page/who-is-here.js";
import { recovered, standing } from "./page/words.js";
import "./proposal-editor.js";
import { mustWait, rich } from "./rich/index.js";

// Shorter than this, "Saving…" would only flicker.
const FLICKER = 400;
// A first line that has not come up by then does perhaps not come up at all.
const NEVER = 15_000;
// Readers hear that somebody writes; what they hear is believed for a little longer than this.
const STILL_HERE = 4000;

class PageEditor extends HTMLElement {
  #standing = null;
  #wasSynced = false;
  #hasGivenUp = false;

  async connectedCallback() {
    const { page, stream, since } = this.dataset;
    this.doc = new Y.Doc();
    this.text = this.doc.getText("content");
    this.awareness = new Awareness(this.doc);
    this.keeping = new Keeping(document.documentElement.dataset.person, page, () => this.#show());
    const open = () => {
      const socket = new WebSocket(address(this.dataset.socket));
      socket.binaryType = "arraybuffer";
      return socket;
    };
    this.line = new PageLine({ doc: this.doc, awareness: this.awareness, keeping: this.keeping, open });
    this.versions = new Versions(this.line, { save: this.dataset.save, publish: this.dataset.publish });
    this.heading = new TitleField(this.#slot("title"), this.dataset.rename);
    this.banner = new Banner(this.#slot("band"));
    this.#makeView();
    new WhoIsHere(this.#slot("here"), this.awareness, Number(document.documentElement.dataset.person));
    this.line.addEventListener("change", () => this.#show());
    this.line.addEventListener("recovered", ({ detail }) => this.#sayRecovered(detail.at));
    this.addEventListener("click", ({ target }) => this.#do(target.closest("[data-deed]")?.dataset.deed));
    document.querySelector("[data-save-version]").addEventListener("submit", (event) => this.#saveNamed(event.target));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.#watchThePage();
    live.follow(stream, Number(since), (frame) => this.#heard(frame));
    const found = await this.keeping.open();
    this.#slot("not-kept").hidden = this.keeping.works;
    this.line.begin(found);
    if (found) this.#bind();
    setTimeout(() => this.#giveUp(), NEVER);
    this.#show();
  }

  #slot(name) {
    return this.querySelector(`[data-slot="${name}"]`);
  }

  // --- the text -----------------------------------------------------------------------------------------------------
  // Until the document has come, its text as the server wrote it into the page; it cannot be written in yet.
  #makeView() {
    this.house = {
      element: this,
      page: Number(this.dataset.page),
      language: document.documentElement.lang,
      view: null,
    };
    const { extensions, toolbar } = rich(this.house);
    if (toolbar) this.#slot("tools").append(toolbar);
    this.extensions = extensions;
    const first = new Y.Doc().getText("content");
    first.insert(0, this.#slot("form").elements.text.value.replaceAll("\r\n", "\n"));
    this.house.view = new EditorView({ parent: this.#slot("text"), state: editorState(this.#options(first)) });
  }

  #options(text) {
    return {
      text,
      awareness: this.awareness,
      label: gettext("Text of the page"),
      language: this.dataset.language,
      nonce: this.dataset.nonce,
      extensions: this.extensions,
    };
  }

  // From now on what is seen is the shared text.
  #bind() {
    if (this.#wasSynced) return;
    this.#wasSynced = true;
    const { view } = this.house;
    const { anchor, head } = view.state.selection.main;
    view.setState(editorState(this.#options(this.text)));
    const most = view.state.doc.length;
    view.dispatch({ selection: { anchor: Math.min(anchor, most), head: Math.min(head, most) } });
    this.keeping.begin(this.doc);
    this.dataset.isOpen = "";
  }

  // --- how it stands ------------------------------------------------------------------------------------------------
  #show() {
    const { line, keeping } = this;
    if (line.isSynced) this.#bind();
    const mayWrite = this.#wasSynced && line.mayWrite !== false && !line.ended;
    letWrite(this.house.view, mayWrite);
    if (this.#wasSynced && !mayWrite) this.heading.lock();
    this.banner.show(this.#hasGivenUp && !this.#wasSynced ? "never" : reason(line, keeping));
    // At once; the words wait a moment.
    this.toggleAttribute("data-is-saved", line.isSaved && line.state === "live");
    const { text, level } = standing(line, keeping);
    clearTimeout(this.#standing);
    const say = () => {
      const place = this.#slot("saved");
      place.dataset.level = level;
      this.#slot("standing").textContent = text;
    };
    if (level === "busy" && this.#wasSynced) this.#standing = setTimeout(say, FLICKER);
    else say();
  }

  #giveUp() {
    this.#hasGivenUp = true;
    this.#show();
  }

  #sayRecovered(at) {
    this.#slot("recovered-text").textContent = recovered(at);
    this.#slot("recovered").hidden = false;
  }

  // --- the tab ------------------------------------------------------------------------------------------------------
  #watchThePage() {
    addEventListener("online", () => this.line.doubt());
    addEventListener("offline", () => this.line.doubt());
    addEventListener("beforeunload", (event) => {
      const isAtStake = !this.line.isSaved && !this.keeping.isUpToDate;
      if (isAtStake || mustWait(this.house.view)) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.keeping.flush();
      else this.line.doubt();
    });
    addEventListener("pagehide", () => {
      this.awareness.setLocalState(null);
      if (this.line.isSaved) this.keeping.end();
      else this.keeping.flush();
      this.line.rest();
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      this.awareness.setLocalState({});
      if (this.#wasSynced) this.keeping.begin(this.doc);
      this.line.hurry();
    });
    setInterval(() => this.#tellReaders(), STILL_HERE);
  }

  #tellReaders() {
    const isWriting = this.line.state === "live" && this.line.mayWrite !== false && this.#wasSynced;
    if (isWriting && !document.hidden) live.typed(this.dataset.stream, this.house.page);
  }

  #heard(frame) {
    if (frame.event === "wiki.page.renamed" && frame.title) this.heading.heard(frame.title);
  }

  // --- what the buttons do ------------------------------------------------------------------------------------------
  #do(deed) {
    const text = () => this.text.toString();
    const deeds = {
      leave: () => this.#isReady() && this.versions.leave(this.dataset.read),
      publish: () => this.#isReady() && this.versions.publish(),
      try: () => this.line.hurry(),
      plain: () => (this.dataset.plain = ""),
      signIn: () => location.assign(signInAddress()),
      read: () => location.assign(this.dataset.read),
      copy: () => copy(text()),
      download: () => download(text(), this.heading.title),
      "seen-recovered": () => (this.#slot("recovered").hidden = true),
      "seen-not-kept": () => (this.#slot("not-kept").hidden = true),
    };
    deeds[deed]?.();
  }

  // Ctrl+S, in the title as in the text.
  #pressed(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!event.repeat && this.#isReady()) this.versions.save();
  }

  #isReady() {
    if (!mustWait(this.house.view)) return true;
    toast(gettext("A file is still on its way. Wait until it has arrived."), { level: "error" });
    return false;
  }

  async #saveNamed(form) {
    const { note } = form.elements;
    if (await this.versions.save(note.value)) note.value = "";
  }
}

function address(path) {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}

customElements.define("page-editor", PageEditor);
