// What the page says of itself, as sentences.
import { gettext, interpolate, language } from "../../../static/js/i18n.js";

// English as Europe writes it, in the reader's own zone.
const locale = language === "en" ? "en-GB" : language;
const timeZone = document.documentElement.dataset.zone || undefined;
const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone });
const dayAndTime = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone,
});

// How the text stands: {text, level}. level: "well", "busy" or "care".
export function standing({ state, mayWrite, isSaved, isSynced, savedAt }, keeping) {
  const well = (text) => ({ text, level: "well" });
  const care = (text) => ({ text, level: "care" });
  if (state === "live" && mayWrite === false) return isSaved ? well(gettext("Reading only")) : care(gettext("Not saved"));
  if (state === "live" && !isSynced) return { text: gettext("Connecting…"), level: "busy" };
  if (state === "live" && !isSaved) return { text: gettext("Saving…"), level: "busy" };
  if (isSaved && state !== "lost") {
    if (state === "connecting") return { text: gettext("Connecting…"), level: "busy" };
    return well(savedAt ? interpolate(gettext("Saved %(time)s"), { time: time.format(savedAt) }) : gettext("Saved"));
  }
  if (state === "ended") return care(gettext("Not saved"));
  if (isSaved) return care(gettext("Offline"));
  return care(keeping.works ? gettext("Offline, kept here") : gettext("Offline, kept nowhere else"));
}

export function recovered(at) {
  const text = gettext("What you wrote here on %(when)s had not been sent. It is part of the page now.");
  return interpolate(text, { when: dayAndTime.format(at) });
}

export function areHere(names) {
  if (names.length === 0) return "";
  if (names.length === 1) return interpolate(gettext("%(name)s is here"), { name: names[0] });
  const shown = names.length > 3 ? [...names.slice(0, 2), interpolate(gettext("%(n)s more"), { n: names.length - 2 })] : names;
  return interpolate(gettext("%(names)s are here"), { names: new Intl.ListFormat(language).format(shown) });
}
