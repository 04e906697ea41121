// Nothing one reads is ever moved: what stands before it may grow, and the page is scrolled by as much.

export function keepStill(change, { anchor = whatIsRead() } = {}) {
  const before = anchor?.getBoundingClientRect().top;
  const result = change();
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }
  return result;
}

// The field one writes in, or else what stands a third of the way down the window.
function whatIsRead() {
  const active = document.activeElement;
  if (active?.matches("textarea, input")) return active;
  const found = document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  return found && found !== document.documentElement && found !== document.body ? found : null;
}
