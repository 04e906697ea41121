// What scrolls sideways by itself (code, wide tables) can be reached and scrolled with the keyboard.
const SIDEWAYS = "pre, .scroll-x, .text table, .prose table";

// As soon as it has its size, and whenever that changes.
const sizes = globalThis.ResizeObserver && new ResizeObserver((entries) => entries.forEach(({ target }) => settle(target)));

function settle(box) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

function mark(root) {
  for (const box of root.querySelectorAll(SIDEWAYS)) {
    if (!box.dataset.scrolls) {
      // What the page itself has made reachable stays so.
      if (box.hasAttribute("tabindex")) continue;
      box.dataset.scrolls = "sideways";
      sizes?.observe(box);
    }
    settle(box);
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
