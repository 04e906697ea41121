// <page-remarks>: what is said about passages of a page, beside its text. Passages are marked in the text; a mark leads
// to what is said about it and back. Who marks words is offered to comment on them, or to propose something else.
import { announce } from "../announce.js";
import { parseOne, wake } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { Refused, sayRefused, send } from "../requests.js";
import { passageOf, stretchesOf, wordsOf } from "./passages.js";

class PageRemarks extends HTMLElement {
  #leave = null;
  #menu = null;
  #passage = null;

  connectedCallback() {
    this.text = document.querySelector("[data-page-text]");
    this.list = this.querySelector("[data-remarks]");
    this.addEventListener("click", this.#clicked);
    this.addEventListener("submit", this.#submitted);
    document.addEventListener("keydown", this.#pressed);
    if (!this.text || !this.list) return;
    this.mark();
    this.#counted();
    this.text.addEventListener("click", this.#inText);
    this.text.addEventListener("keydown", this.#inText);
    document.addEventListener("selectionchange", this.#selected);
    this.#leave = live.follow(this.dataset.stream, Number(this.dataset.since), (frame) => this.#heard(frame));
    this.#openLinked();
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#selected);
    document.removeEventListener("keydown", this.#pressed);
    this.#leave?.();
    this.#closeMenu();
  }

  get threads() {
    return [...this.list.querySelectorAll(":scope > [data-remark]")];
  }

  // --- marks in the text ---------------------------------------------------------------------------------------------
  mark() {
    for (const mark of this.text.querySelectorAll("mark[data-about]")) mark.replaceWith(...mark.childNodes);
    this.text.normalize();
    const { places } = wordsOf(this.text);
    // From the end on: what is wrapped moves no place before it.
    const open = this.threads.filter((thread) => thread.dataset.start && !thread.classList.contains("is-resolved"));
    for (const thread of open.sort((one, two) => two.dataset.start - one.dataset.start)) {
      const stretches = stretchesOf(places, Number(thread.dataset.start), Number(thread.dataset.end));
      for (const [index, [node, from, to]] of stretches.entries()) {
        if (node.isConnected && node.data.length >= to) this.#wrap(node, from, to, thread, index === 0);
      }
    }
  }

  #wrap(node, from, to, thread, isFirst) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const mark = document.createElement("mark");
    mark.dataset.about = thread.dataset.remark;
    mark.className = "commented";
    if (isFirst) {
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", `${node.data.slice(from, to)}. ${gettext("Commented on: show what is said")}`);
    }
    range.surroundContents(mark);
  }

  #inText = (event) => {
    const mark = event.target.closest?.("mark[data-about]");
    if (!mark || event.target.closest("a")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (event.type === "click" && !document.getSelection().isCollapsed) return;
    event.preventDefault();
    this.open(Number(mark.dataset.about));
  };

  open(id) {
    const thread = this.list.querySelector(`[data-remark="${id}"]`);
    if (!thread) return;
    this.#light(thread);
    this.classList.add("is-open");
    thread.focus({ preventScroll: true });
    thread.scrollIntoView({ block: "nearest" });
  }

  #light(thread) {
    for (const one of this.threads) one.classList.toggle("is-current", one === thread);
    for (const mark of this.text.querySelectorAll("mark[data-about]")) {
      mark.classList.toggle("is-current", mark.dataset.about === thread?.dataset.remark);
    }
  }

  #openLinked() {
    const asked = new URLSearchParams(location.search).get("comment");
    if (asked && this.list.querySelector(`[data-remark="${CSS.escape(asked)}"]`)) this.#show(Number(asked));
  }

  // From what is said to the words it is about.
  #show(id) {
    const mark = this.text.querySelector(`mark[data-about="${id}"]`);
    this.#light(this.list.querySelector(`[data-remark="${id}"]`));
    mark?.scrollIntoView({ block: "center" });
    return mark;
  }

  #clicked = (event) => {
    const thread = event.target.closest("[data-remark]");
    if (event.target.closest("[data-close]")) this.#close();
    else if (event.target.closest("[data-cancel]")) this.#stopWriting();
    else if (event.target.closest(".remark-quote") && thread && this.text) {
      this.#close();
      this.#show(thread.dataset.remark)?.focus();
    }
  };

  #close() {
    this.classList.remove("is-open");
  }

  #pressed = (event) => {
    if (event.key !== "Escape") return;
    if (this.#menu) this.#closeMenu();
    else if (this.classList.contains("is-open")) {
      const about = this.querySelector("[data-remark].is-current")?.dataset.remark;
      this.#close();
      this.text?.querySelector(`mark[data-about="${about}"]`)?.focus();
    }
  };

  // --- marking words -------------------------------------------------------------------------------------------------
  #selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      if (!this.#menu?.contains(document.activeElement)) this.#closeMenu();
      return;
    }
    const range = selection.getRangeAt(0);
    const passage = passageOf(range, this.text);
    if (!passage) return this.#closeMenu();
    this.#passage = passage;
    this.#offer(range);
  };

  #offer(range) {
    if (!this.#menu) {
      const template = this.querySelector("template[data-marked]");
      this.#menu = template?.content.firstElementChild.cloneNode(true) ?? null;
      if (!this.#menu?.children.length) return this.#closeMenu();
      // The press must not take the selection away before it is read.
      this.#menu.addEventListener("pointerdown", (event) => event.preventDefault());
      this.#menu.querySelector("[data-comment-on]")?.addEventListener("click", () => this.write(this.#passage));
      this.text.parentElement.append(this.#menu);
      announce("marked", gettext("You can comment on the marked words."));
    }
    const link = this.#menu.querySelector("[data-propose-for]");
    if (link) link.href = `${this.dataset.propose}?passage=${encodeURIComponent(this.#passage.quote.slice(0, 400))}`;
    const box = range.getBoundingClientRect();
    const home = this.#menu.offsetParent?.getBoundingClientRect() ?? { top: 0, left: 0, width: innerWidth };
    const half = this.#menu.offsetWidth / 2;
    const middle = Math.min(Math.max(box.left + box.width / 2 - home.left, half), Math.max(home.width - half, half));
    this.#menu.style.setProperty("--at-block", `${box.bottom - home.top}px`);
    this.#menu.style.setProperty("--at-inline", `${middle}px`);
  }

  #closeMenu() {
    this.#menu?.remove();
    this.#menu = null;
  }

  write(passage) {
    this.#stopWriting();
    this.#closeMenu();
    const form = this.querySelector("template[data-writing]").content.firstElementChild.cloneNode(true);
    form.querySelector('[data-slot="quote"]').textContent = passage.quote;
    for (const name of ["quote", "prefix", "suffix"]) form.append(hidden(name, passage[name]));
    form.append(hidden("client_id", crypto.randomUUID()));
    this.list.before(form);
    this.classList.add("is-open");
    form.querySelector("textarea").focus();
  }

  #stopWriting() {
    this.querySelector(".remark--new")?.remove();
  }

  // --- sending -------------------------------------------------------------------------------------------------------
  #submitted = (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches(".remark--new")) this.#send(form, (html) => this.#stand(html));
    else if (form.matches("[data-resolves]")) this.#send(form, (html) => this.#resolved(html));
    else if (form.matches("[data-replies-to]")) this.#reply(form);
  };

  async #send(form, then) {
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const response = await send(form.action, { body: new FormData(form) });
      then(parseOne(await response.text()));
    } catch (refused) {
      this.#refuse(form, refused);
    } finally {
      button.disabled = false;
    }
  }

  #refuse(form, refused) {
    const line = form.querySelector('[data-slot="error"]');
    if (line && refused instanceof Refused && refused.kind === "invalid") {
      line.textContent = refused.message;
      line.hidden = false;
    } else sayRefused(refused);
  }

  #stand(thread) {
    this.#stopWriting();
    this.#put(thread);
    this.open(Number(thread.dataset.remark));
  }

  #resolved(thread) {
    this.#put(thread);
    thread.focus({ preventScroll: true });
  }

  #put(thread) {
    const old = this.list.querySelector(`[data-remark="${thread.dataset.remark}"]`);
    this.list.querySelector("[data-none]")?.remove();
    if (old) {
      const hadFocus = old.contains(document.activeElement);
      thread.classList.toggle("is-current", old.classList.contains("is-current"));
      old.replaceWith(thread);
      if (hadFocus) thread.focus({ preventScroll: true });
    }
    else {
      const start = Number(thread.dataset.start ?? Infinity);
      const after = this.threads.find((one) => Number(one.dataset.start ?? Infinity) > start);
      this.list.insertBefore(thread, after ?? null);
    }
    wake(thread);
    if (this.text) this.mark();
    this.#counted();
  }

  async #reply(form) {
    const area = form.querySelector("textarea");
    if (!area.value.trim()) return area.focus();
    const body = new FormData(form);
    if (!form.dataset.clientId) form.dataset.clientId = crypto.randomUUID();
    body.set("client_id", form.dataset.clientId);
    try {
      await send(form.action, { body });
      area.value = "";
      delete form.dataset.clientId;
      await this.#readThread(Number(form.dataset.repliesTo));
    } catch (refused) {
      sayRefused(refused);
    }
  }

  // --- what others say -----------------------------------------------------------------------------------------------
  #heard(frame) {
    if (frame.refused || frame.resync) return;
    const known = (id) => id && this.list.querySelector(`[data-remark="${id}"]`);
    if (frame.remark && !known(frame.entry)) this.#readThread(frame.entry);
    else if (frame.event?.startsWith("wiki.remark.") && known(frame.entry)) this.#settle(known(frame.entry), frame.resolved);
    else if (frame.event?.startsWith("conversation.comment.") && (known(frame.parent) || known(frame.entry))) {
      this.#readThread(frame.parent ?? frame.entry);
    }
  }

  #settle(thread, isResolved) {
    thread.classList.toggle("is-resolved", isResolved);
    this.mark();
    this.#counted();
  }

  // One thread anew, a moment later for some than for others.
  async #readThread(id) {
    try {
      const response = await send(`${this.dataset.url}?only=${id}`, { method: "GET" });
      const text = await response.text();
      const thread = text.includes("data-remark=") ? parseOne(text).querySelector("[data-remark]") : null;
      const old = this.list.querySelector(`[data-remark="${id}"]`);
      if (!thread) old?.remove();
      else if (!old?.contains(document.activeElement) || !document.activeElement.matches("textarea") || !document.activeElement.value) this.#put(thread);
      this.#counted();
    } catch (refused) {
      if (refused.kind !== "offline") sayRefused(refused);
    }
  }

  #counted() {
    const count = this.threads.filter((thread) => !thread.classList.contains("is-resolved")).length;
    const place = this.querySelector("[data-count]");
    if (!place) return;
    place.textContent = String(count);
    place.hidden = count === 0;
  }
}

function hidden(name, value) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}

customElements.define("page-remarks", PageRemarks);
