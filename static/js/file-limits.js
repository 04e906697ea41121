// What may be attached, said before anything is sent. The server asks the same again.
import { gettext, interpolate, language } from "./i18n.js";

export function sizeInWords(bytes, locale = language) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[power], unitDisplay: power > 0 ? "short" : "long", maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 }).format(value);
}

// The sentence that says why not, or "" when it may.
export function whyNot(file, { maxBytes = Infinity, taken = [], room = Infinity } = {}) {
  if (room <= 0) return gettext("That is the last file that fits here.");
  if (file.size === 0) return gettext("This file is empty.");
  if (file.size > maxBytes) {
    return interpolate(gettext("This file has %(size)s; %(most)s is the most."), { size: sizeInWords(file.size), most: sizeInWords(maxBytes) });
  }
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  // What has no ending the server refuses in other words.
  if (ending && taken.length > 0 && !taken.includes(ending)) return interpolate(gettext("Files that end in .%(ending)s are not accepted."), { ending });
  return "";
}
