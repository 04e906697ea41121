// On the page that says there is no net: look again when the device says it has one, and every now and then.
const EVERY = 15000;
const again = () => location.reload();

document.querySelector("[data-again]")?.addEventListener("click", (event) => {
  event.preventDefault();
  again();
});
addEventListener("online", again);
setInterval(async () => {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) again();
  } catch {
    // Still nothing.
  }
}, EVERY);
