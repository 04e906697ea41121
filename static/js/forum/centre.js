// The private centre while it is open.
//
//   <enquiry-thread stream="entry_7" side="side_3" after="/centre/1001/after/" newest="9">  the messages of a thread
//   <enquiry-inbox streams="desk_1 desk_2"><button data-news hidden>…</button>             the list of those who answer
//
// What the other side says appears at the end of the thread, and what it changes or takes back does so where it stands.
// The list stays as it is under one's hand: a button says that
// there is news and reads it again.
import { announce } from "../announce.js";
import { insert, parse } from "../fragment.js";
import { gettext } from "../i18n.js";
import { live } from "../live.js";
import { send } from "../requests.js";
import { shortcut } from "../shortcuts.js";

class EnquiryThread extends HTMLElement {
  #leave = [];
  #asking = null;
  #changed = new Set();

  connectedCallback() {
    for (const name of ["stream", "side"]) {
      const stream = this.getAttribute(name);
      if (stream) this.#leave.push(live.follow(stream, null, (frame) => this.#heard(frame)));
    }
  }

  disconnectedCallback() {
    for (const leave of this.#leave.splice(0)) leave();
    clearTimeout(this.#asking);
  }

  #heard(frame) {
    // The stream of the notes is that of all threads of the same customer.
    if (frame.refused) return;
    if (!frame.resync && frame.root && String(frame.root) !== this.getAttribute("stream").replace("entry_", "")) return;
    if (frame.entry && this.#standing(frame.entry)) this.#changed.add(String(frame.entry));
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => this.#ask(), 150);
  }

  #standing(pk) {
    return this.querySelector(`article[data-entry="${Number(pk)}"]`);
  }

  async #ask() {
    const newest = Number(this.getAttribute("newest")) || 0;
    const again = [...this.#changed];
    this.#changed.clear();
    const query = new URLSearchParams({ since: newest, again: again.join(",") });
    const answer = await send(`${this.getAttribute("after")}?${query}`, { method: "GET" }).catch(() => null);
    if (!answer?.ok) return;
    const found = parse(await answer.text());
    put("[data-enquiry-state]", found.querySelector("template[data-state]"));
    put("[data-enquiry-expected]", found.querySelector("template[data-expected]"));
    const sent = [...found.querySelectorAll("article.said")];
    for (const pk of again) {
      const now = sent.find((one) => one.dataset.entry === pk);
      // What was taken away is not sent again.
      if (now) this.#standing(pk)?.replaceWith(now);
      else this.#standing(pk)?.remove();
    }
    const said = sent.filter((one) => !again.includes(one.dataset.entry));
    if (!said.length) return;
    insert(said, this, "last");
    this.setAttribute("newest", String(Math.max(newest, ...said.map((one) => Number(one.dataset.entry)))));
    announce("enquiry", gettext("There is a new message."));
  }
}

function put(where, template) {
  const place = document.querySelector(where);
  if (place && template) place.replaceChildren(template.content);
}

class EnquiryInbox extends HTMLElement {
  #leave = [];

  connectedCallback() {
    this.news = this.querySelector("[data-news]");
    this.news?.addEventListener("click", () => location.reload());
    for (const stream of this.getAttribute("streams").split(" ").filter(Boolean)) {
      this.#leave.push(live.follow(stream, null, (frame) => this.#heard(frame)));
    }
  }

  disconnectedCallback() {
    for (const leave of this.#leave.splice(0)) leave();
  }

  #heard(frame) {
    if (frame.refused || !this.news || String(frame.actor ?? "") === document.documentElement.dataset.person) return;
    this.news.hidden = false;
    announce("enquiries", this.news.textContent.trim());
  }
}

customElements.define("enquiry-thread", EnquiryThread);
customElements.define("enquiry-inbox", EnquiryInbox);

const box = () => document.querySelector("[data-box=reply] textarea");
const takes = () => document.querySelector("[data-takes]");
shortcut({ key: "r", label: gettext("Answer"), run: () => box().focus(), when: () => Boolean(box()) });
shortcut({ key: "t", label: gettext("Take this thread"), run: () => takes().click(), when: () => Boolean(takes()) });
