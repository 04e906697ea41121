// "Post later" in a composer: while a day is chosen, the button says what will happen; once it has, the day goes.
import { gettext } from "./i18n.js";

const parts = (form) => ({
  box: form.querySelector(".composer-when"),
  day: form.elements.namedItem("when_day"),
  clock: form.elements.namedItem("when_clock"),
  button: form.querySelector("[type='submit']:not([data-always])"),
});

function say(form) {
  const { day, button } = parts(form);
  if (!day || !button) return;
  // One that is only an icon says by its name what it does.
  const isIcon = button.hasAttribute("aria-label");
  button.dataset.now ??= isIcon ? button.ariaLabel : button.textContent;
  const words = day.value ? gettext("Schedule") : button.dataset.now;
  if (isIcon) button.ariaLabel = button.title = words;
  else button.textContent = words;
}

if (globalThis.document) {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[name='when_day'], [name='when_clock']")) return;
    const { day, clock } = parts(target.form);
    if (day.value && !clock.value) clock.value = "09:00";
    say(target.form);
  });
  document.addEventListener("portico:emptied", ({ target }) => {
    const form = target.querySelector("form");
    const { box, day, clock } = parts(form);
    if (!day) return;
    day.value = clock.value = "";
    box.open = false;
    say(form);
  });
}
