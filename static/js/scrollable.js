// What scrolls sideways by itself (code, wide tables) can be reached and scrolled with the keyboard.
const SIDEWAYS = "pre, .scroll-x, .text table, .prose table";

function mark(root) {
  for (const box of root.querySelectorAll(SIDEWAYS)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

mark(document);
document.addEventListener("portico:inserted", (event) => mark(event.target.parentNode ?? document));
document.addEventListener("htmx:load", (event) => mark(event.detail.elt.parentNode ?? document));
addEventListener("resize", () => mark(document));
