// A short sound for a new direct message, on whatever page one has open, for whoever has switched it on. What is read at
// once, in this tab or another, rings nowhere.
import { live } from "../live.js";
import { isSoundOn, ringOnce } from "./sound.js";

const PATIENCE = 1500;
const person = document.documentElement.dataset.person;
const waiting = new Map();

function hear(frame) {
  if (frame.event === "chat.read") {
    clearTimeout(waiting.get(frame.room));
    waiting.delete(frame.room);
  } else if (frame.event === "chat.told" && ["direct", "group"].includes(frame.reason) && isSoundOn() && !waiting.has(frame.room)) {
    waiting.set(frame.room, setTimeout(() => waiting.delete(frame.room) && ringOnce(), PATIENCE));
  }
}

if (person) live.follow(`user_${person}`, null, hear);
