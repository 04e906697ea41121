// <page-writers>: those who read a page see who is writing in it. The editing page says every few seconds that somebody is
// still there (live.typed, in the page itself); who that is, is asked once for each person: hints carry numbers alone.
import { live } from "../live.js";
import { sendJson } from "../requests.js";
import { sentence, Writers } from "./who-writes.js";

class PageWriters extends HTMLElement {
  connectedCallback() {
    const { page, stream, ask } = this.dataset;
    const place = this.querySelector("[data-slot='who']");
    const writers = new Writers(
      async (person) => (await sendJson(`${ask}?who=${person}`))[person],
      (names) => {
        this.hidden = names.length === 0;
        const said = sentence(names);
        if (place.textContent !== said) place.textContent = said;
      },
    );
    this.leave = [
      live.follow(stream, null, () => {}),
      live.listen(stream, (person) => writers.heard(person), Number(page)),
    ];
  }

  disconnectedCallback() {
    this.leave?.forEach((leave) => leave());
  }
}

customElements.define("page-writers", PageWriters);
