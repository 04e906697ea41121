// <time-ago><time datetime="…Z">…</time></time-ago>: how long ago, kept true, in the reader's own zone. The server writes
// the same words ({% when %}), so nothing jumps when this starts.
import { gettext, interpolate, language, ngettext } from "./i18n.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function ago(moment, now, { locale = language, timeZone } = {}) {
  const passed = now - moment;
  if (Math.abs(passed) < MINUTE) return gettext("now");
  if (passed > 0 && passed < HOUR) return counted(ngettext("%(count)s min", "%(count)s min", minutes(passed)), minutes(passed));
  const days = dayNumber(now, timeZone) - dayNumber(moment, timeZone);
  if (passed > 0 && days === 0) return counted(ngettext("%(count)s h", "%(count)s h", hours(passed)), hours(passed));
  if (days === 1) return gettext("Yesterday");
  if (days > 1 && days < 7) return format(moment, locale, { weekday: "short", timeZone });
  const thisYear = format(moment, "en", { year: "numeric", timeZone }) === format(now, "en", { year: "numeric", timeZone });
  return format(moment, locale, { day: "numeric", month: "short", year: thisYear ? undefined : "numeric", timeZone });
}

export const full = (moment, { locale = language, timeZone } = {}) =>
  format(moment, locale, { dateStyle: "full", timeStyle: "short", timeZone });

const minutes = (passed) => Math.floor(passed / MINUTE);
const hours = (passed) => Math.floor(passed / HOUR);
const counted = (text, count) => interpolate(text, { count });

const formats = new Map();

function format(moment, locale, options) {
  // English as Europe writes it: the day before the month, as the server does.
  const key = `${locale}|${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, options));
  return formats.get(key).format(moment);
}

function dayNumber(moment, timeZone) {
  const [year, month, day] = format(moment, "en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone })
    .split("-")
    .map(Number);
  return Math.round(Date.UTC(year, month - 1, day) / DAY);
}

const shown = new Set();

class TimeAgo extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    shown.add(this);
    this.refresh();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  refresh(now = Date.now()) {
    const time = this.querySelector("time");
    const moment = Date.parse(time?.dateTime ?? "");
    if (Number.isNaN(moment)) return;
    const timeZone = document.documentElement.dataset.zone || undefined;
    const words = ago(moment, now, { timeZone });
    if (time.textContent !== words) time.textContent = words;
    time.title = full(moment, { timeZone });
  }
}

if (globalThis.customElements) {
  customElements.define("time-ago", TimeAgo);
  const refreshAll = () => {
    for (const element of shown) element.refresh();
  };
  setInterval(() => document.visibilityState === "visible" && refreshAll(), 30_000);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refreshAll());
}
