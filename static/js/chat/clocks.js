// What everybody gets alike has the hours of the house; here they become those of the reader.
const root = globalThis.document?.documentElement;
let formats = null;

// In English as it is written on this side of the sea, as everywhere in the house. Making a format is slow, using it is not.
function formatted(name, at) {
  const language = root.lang === "en" ? "en-GB" : root.lang;
  const timeZone = root.dataset.zone || undefined;
  formats ??= {
    clock: new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit" }),
    whole: new Intl.DateTimeFormat(language, { timeZone, dateStyle: "full", timeStyle: "short" }),
  };
  return formats[name].format(at);
}

export const clockOf = (at) => formatted("clock", at);

export function setClocks(row) {
  for (const time of row?.querySelectorAll("time[data-clock]") ?? []) {
    const at = new Date(time.dateTime);
    time.textContent = clockOf(at);
    time.title = formatted("whole", at);
  }
  return row;
}
