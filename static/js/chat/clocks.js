// What everybody gets alike has the hours of the house; here they become those of the reader.
const root = globalThis.document?.documentElement;
// In English as it is written on this side of the sea, as everywhere in the house.
const language = () => (root.lang === "en" ? "en-GB" : root.lang);

export function clockOf(at) {
  return at.toLocaleTimeString(language(), { timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit" });
}

export function setClocks(row) {
  for (const time of row?.querySelectorAll("time[data-clock]") ?? []) {
    const at = new Date(time.dateTime);
    time.textContent = clockOf(at);
    time.title = at.toLocaleString(language(), { timeZone: root.dataset.zone, dateStyle: "full", timeStyle: "short" });
  }
  return row;
}
