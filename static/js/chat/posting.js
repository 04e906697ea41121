// How the letters of one room leave: one queue, and one tab of a person at a time.
import { sendJson } from "../requests.js";
import { Letters } from "./letters.js";
import { SendQueue } from "./send-queue.js";

const person = document.documentElement.dataset.person;
// What has not been answered by then is asked again; the server knows it by its client id.
const LONGEST = 20_000;

export const lettersOf = (key) => new Letters(localStorage, person, key);

export function queueFor(key, told) {
  const name = `portico:send:${person}:${key}`;
  const alone = navigator.locks ? (task) => navigator.locks.request(name, task) : (task) => task();
  return new SendQueue({ post, letters: lettersOf(key), alone, told });
}

function post(letter) {
  const body = new FormData();
  for (const [name, value] of letter.fields) body.append(name, value);
  return sendJson(letter.url, { method: "POST", body, signal: AbortSignal.timeout?.(LONGEST) });
}
