// <chosen-time day="id_day" clock="id_clock" city="Rome" zone="Europe/Rome">: says in words what a date, or a date and a
// time, amount to, in the reader's language: browsers show such fields in their own. day may name a field of both.
// zone-from names a field that says where the clock hangs; unless, a box that when ticked leaves the time out.
import { gettext, interpolate, language } from "./i18n.js";

// "2026-11-24" or "2026-11-24T09:00", and "09:00", as words; "" for what is no date.
export function inWords(day, clock = "", { city = "", locale = language, today = new Date() } = {}) {
  const [date, time = clock] = day.split("T");
  const moment = new Date(`${date}T${time || "00:00"}Z`);
  if (Number.isNaN(moment.getTime()) || date.length !== 10) return "";
  const name = locale === "en" ? "en-GB" : locale;
  const year = moment.getUTCFullYear() === today.getFullYear() ? undefined : "numeric";
  const format = (options) => new Intl.DateTimeFormat(name, { ...options, timeZone: "UTC" }).format(moment);
  const said = format({ weekday: "long", day: "numeric", month: "long", year });
  const words = said.charAt(0).toLocaleUpperCase(name) + said.slice(1);
  if (!time) return words;
  const whole = `${words}, ${format({ hour: "2-digit", minute: "2-digit" })}`;
  return city ? interpolate(gettext("%(moment)s, %(city)s time"), { moment: whole, city }) : whole;
}

const cityOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

class ChosenTime extends (globalThis.HTMLElement ?? Object) {
  // What stands there while nothing is chosen.
  #otherwise = null;

  connectedCallback() {
    this.#otherwise ??= this.textContent.trim();
    this.say();
  }

  say() {
    const day = this.#field("day");
    if (!day) return;
    const clock = this.#field("unless")?.checked ? "" : (this.#field("clock")?.value ?? "");
    const zone = this.#field("zone-from")?.value;
    const city = !zone || zone === this.getAttribute("zone") ? this.getAttribute("city") : cityOf(zone);
    const words = inWords(day.value, clock, { city: city ?? "" }) || this.#otherwise || "";
    if (this.textContent.trim() !== words) this.textContent = words;
  }

  #field(name) {
    const id = this.getAttribute(name);
    return id ? document.getElementById(id) : null;
  }
}

if (globalThis.customElements) {
  customElements.define("chosen-time", ChosenTime);
  const sayAll = () => document.querySelectorAll("chosen-time").forEach((element) => element.say());
  for (const name of ["input", "change", "portico:emptied"]) {
    document.addEventListener(name, ({ target }) => {
      if (name === "portico:emptied" || target.matches?.("input[type='date'], input[type='time'], input[type='datetime-local'], input[type='checkbox'], select")) sayAll();
    });
  }
}
