// What scrolls sideways by itself (code, wide tables) can be reached and scrolled with the keyboard.
const SIDEWAYS = "pre, .scroll-x, .text table, .prose table";
const LINES = ".tabs, .scroll-x, .street-head nav";

// As soon as it has its size, and whenever that changes.
const sizes = globalThis.ResizeObserver && new ResizeObserver((entries) => entries.forEach(({ target }) => settle(target)));
// What is inside grows alone, with larger text for one.
const insides = globalThis.ResizeObserver && new ResizeObserver((entries) => entries.forEach(({ target }) => target.parentElement && settle(target.parentElement)));

function settle(box) {
  hint(box);
  if (box.dataset.scrolls !== "sideways") return;
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

// On which side there is more of it: the style lets that edge fade.
function hint(box) {
  const before = box.scrollLeft > 1;
  const after = box.scrollWidth - box.clientWidth - box.scrollLeft > 1;
  const more = before && after ? "both" : before ? "start" : after ? "end" : "";
  if (more) box.dataset.more = more;
  else delete box.dataset.more;
}

function mark(root) {
  for (const box of root.querySelectorAll(SIDEWAYS)) {
    if (!box.dataset.scrolls) {
      // What the page itself has made reachable stays so.
      box.dataset.scrolls = box.hasAttribute("tabindex") ? "kept" : "sideways";
      box.addEventListener("scroll", () => hint(box), { passive: true });
      sizes?.observe(box);
      for (const inside of box.children) insides?.observe(inside);
    }
    settle(box);
  }
}

// Where one is stands in sight, also in a line of tabs that is longer than the screen.
function showWhere(root) {
  for (const here of root.querySelectorAll(`:is(${LINES}) [aria-current]`)) {
    const line = here.closest(LINES);
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
