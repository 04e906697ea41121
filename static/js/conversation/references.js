// What a text points at by number is called by its present name, where this reader may know it; one question for all
// that stands on the page, and one more for what comes later. Where the server has filled them in there is none left.
import { send } from "../requests.js";

const open = 'a.reference[data-titled="yes"]:not([data-asked])';
const MOST = 100;

async function fillIn(links) {
  const numbers = [...new Set(links.map((link) => link.dataset.entry))];
  for (const link of links) link.dataset.asked = "";
  const query = numbers.map((number) => `id=${number}`).join("&");
  const response = await send(`/entries/titles/?${query}`, { method: "GET", accept: "application/json" });
  const known = await response.json();
  for (const link of links) {
    const now = known[link.dataset.entry];
    if (now) {
      link.textContent = now.title;
      link.href = now.url + link.hash;
    } else {
      const closed = document.createElement("span");
      closed.className = "reference reference--closed";
      closed.textContent = link.textContent;
      link.replaceWith(closed);
    }
  }
}

function look(root) {
  const links = [...root.querySelectorAll(open)];
  for (let start = 0; start < links.length; start += MOST) {
    // A name that is not the newest is no misfortune: the link leads there all the same.
    fillIn(links.slice(start, start + MOST)).catch(() => {});
  }
}

look(document);
for (const name of ["htmx:load", "portico:inserted"]) document.addEventListener(name, () => look(document));
