// What everybody gets alike has the hours of the house; here they become those of the reader.
const root = globalThis.document?.documentElement;

export function setClocks(row) {
  const [timeZone, language] = [root.dataset.zone, root.lang === "en" ? "en-GB" : root.lang];
  for (const time of row?.querySelectorAll("time[data-clock]") ?? []) {
    const at = new Date(time.dateTime);
    time.textContent = at.toLocaleTimeString(language, { timeZone, hour: "2-digit", minute: "2-digit" });
    time.title = at.toLocaleString(language, { timeZone, dateStyle: "full", timeStyle: "short" });
  }
  return row;
}
