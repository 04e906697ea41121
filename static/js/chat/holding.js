// A thumb has nothing to hover with: a message that is held shows its tools, until one touches something else.
const LONG = 450;
const STRAYED = 10;

let timer = null;
let from = null;

const letGo = (but = null) => {
  for (const row of document.querySelectorAll(".message.is-held")) if (row !== but) row.classList.remove("is-held");
};

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-messages] > .message[data-entry]");
  clearTimeout(timer);
  if (!event.target.closest?.(".message-tools, .menu")) letGo(row);
  if (event.pointerType !== "touch" || !row || event.target.closest("a, button, summary, input, textarea")) return;
  from = event;
  timer = setTimeout(() => {
    letGo();
    row.classList.add("is-held");
    navigator.vibrate?.(10);
  }, LONG);
});
document.addEventListener("pointermove", (event) => {
  if (timer && from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STRAYED) timer = clearTimeout(timer) ?? null;
});
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => (timer = clearTimeout(timer) ?? null));
// The browser's own menu would lie over the tools.
document.addEventListener("contextmenu", (event) => event.target.closest?.(".message.is-held") && event.preventDefault());
