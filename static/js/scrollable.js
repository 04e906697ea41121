// What scrolls sideways by itself (code, wide tables) can be reached and scrolled with the keyboard.
const SIDEWAYS = "pre, .scroll-x, .text table, .prose table";

function mark(root) {
  for (const box of root.querySelectorAll(SIDEWAYS)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

// Where one is stands in sight, also in a line of tabs that is longer than the screen.
function showWhere(root) {
  for (const here of root.querySelectorAll(":is(.tabs, .scroll-x) [aria-current]")) {
    const line = here.closest(".tabs, .scroll-x");
    const [inner, outer] = [here.getBoundingClientRect(), line.getBoundingClientRect()];
    if (inner.left >= outer.left && inner.right <= outer.right) continue;
    line.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}

mark(document);
showWhere(document);
document.addEventListener("portico:inserted", (event) => mark(event.target.parentNode ?? document));
document.addEventListener("htmx:load", (event) => mark(event.detail.elt.parentNode ?? document));
addEventListener("resize", () => mark(document));
