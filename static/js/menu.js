// Menus are popovers: the browser opens, closes and layers them. This puts them beside their button and moves the focus
// with the arrow keys, Home, End and the first letter.
const EDGE = 8;
const GAP = 4;

// Where a box of this size goes beside an anchor: below it and flush with its start, unless the window says otherwise.
export function beside(anchor, box, view) {
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - box.height;
  const top = below + box.height <= view.height - EDGE || above < EDGE ? below : above;
  const start = anchor.left + box.width <= view.width - EDGE ? anchor.left : anchor.right - box.width;
  return {
    top: Math.max(EDGE, Math.min(top, view.height - box.height - EDGE)),
    left: Math.max(EDGE, Math.min(start, view.width - box.width - EDGE)),
  };
}

export function placeBeside(element, anchor) {
  const view = { width: document.documentElement.clientWidth, height: innerHeight };
  const { top, left } = beside(anchor.getBoundingClientRect(), element.getBoundingClientRect(), view);
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}

const items = (menu) =>
  [...menu.querySelectorAll('[role^="menuitem"]')].filter((item) => !item.disabled && item.checkVisibility());

const anchors = new WeakMap();
const buttonOf = (menu) => anchors.get(menu) ?? document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);

// For a menu that was fetched and has no popovertarget of its own: <div class="menu" popover> beside its button.
export function openMenu(menu, button) {
  anchors.set(menu, button);
  menu.showPopover();
}

function lift(menu) {
  const box = menu.getBoundingClientRect();
  menu.style.top = `${Math.max(EDGE, Math.min(box.top, innerHeight - box.height - EDGE))}px`;
}

function opened(menu) {
  const button = buttonOf(menu);
  if (button) placeBeside(menu, button);
  (menu.querySelector("[autofocus]") ?? items(menu)[0])?.focus({ preventScroll: true });
}

function move(menu, event) {
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined && at >= 0) {
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && at >= 0) {
    const letter = event.key.toLocaleLowerCase();
    const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    after.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter))?.focus();
  }
}

if (globalThis.document) {
  document.addEventListener(
    "toggle",
    (event) => event.target.matches?.(".menu[popover]") && event.newState === "open" && opened(event.target),
    true,
  );
  // A part of it that unfolds makes it higher: it moves up rather than out of the window.
  document.addEventListener("toggle", ({ target }) => target.matches?.(".menu[popover] details") && lift(target.closest(".menu")), true);
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.(".menu[popover]:popover-open");
    if (menu) move(menu, event);
  });
  document.addEventListener("click", (event) => {
    const item = event.target.closest?.('.menu[popover]:popover-open [role^="menuitem"]:not(summary)');
    item?.closest(".menu").hidePopover();
  });
  addEventListener("resize", () => {
    for (const menu of document.querySelectorAll(".menu:popover-open")) {
      const button = buttonOf(menu);
      if (button) placeBeside(menu, button);
    }
  });
}
