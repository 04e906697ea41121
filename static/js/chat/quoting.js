// Somebody's words, as a quote in the box of the room.
import { quoteOf, withQuote } from "../conversation/quoting.js";

export function quoteInto(room, row, said) {
  const name = row.querySelector(".byline strong")?.textContent.trim() ?? "";
  const url = row.querySelector("[data-permalink]")?.getAttribute("href");
  if (!room?.composer || !url) return false;
  room.composer.insert((typed) => withQuote(typed, quoteOf(said, { name, url })));
  return true;
}

export function quoteRow(row) {
  const said = row?.querySelector("[data-body]")?.innerText ?? "";
  if (said.trim() !== "") quoteInto(row.closest("chat-room"), row, said);
}
