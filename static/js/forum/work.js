// The lists of those who answer: x ticks what is selected, and how many are ticked is said where they are dealt with.
import { gettext, interpolate, ngettext } from "../i18n.js";
import { shortcut } from "../shortcuts.js";

const list = document.querySelector(".work-many");
const ticks = () => [...list.querySelectorAll('[name="topic"]')];
const legend = list?.querySelector(".work-deeds legend");
const usual = legend?.textContent;

function count() {
  const chosen = ticks().filter((tick) => tick.checked).length;
  const said = ngettext("With the %(n)s that is ticked", "With the %(n)s that are ticked", chosen);
  legend.textContent = chosen ? interpolate(said, { n: chosen }) : usual;
}

if (list) {
  list.addEventListener("change", count);
  count();
  shortcut({
    key: "x",
    label: gettext("Tick what is selected"),
    run: () => document.querySelector(".work-item.is-at [name='topic']")?.click(),
    when: () => Boolean(document.querySelector(".work-item.is-at")),
    offeredWhen: () => Boolean(document.querySelector(".work-item")),
  });
}
