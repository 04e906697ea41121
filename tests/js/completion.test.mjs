import assert from "node:assert/strict";
import { test } from "node:test";

import { completed, wordBefore } from "../../static/js/completion.js";
import { EMOJI, suggestEmoji } from "../../static/js/emoji.js";
import { fold } from "../../static/js/fold.js";
import { matches } from "../../static/js/palette.js";

const at = (text) => wordBefore(text, text.length);

test("an at sign begins a mention, alone or with letters", () => {
  assert.deepEqual(at("Ciao @"), { trigger: "@", query: "", start: 5 });
  assert.deepEqual(at("Ciao @nicolò"), { trigger: "@", query: "nicolò", start: 5 });
  assert.deepEqual(at("(@ma"), { trigger: "@", query: "ma", start: 1 });
});

test("an address, a time and a page's anchor are no beginnings", () => {
  assert.equal(at("mail@example"), null);
  assert.equal(at("at 10:3"), null);
  assert.equal(at("page#part"), null);
});

test("a tag needs one letter and an emoji two", () => {
  assert.equal(at("see #"), null);
  assert.equal(at("see #r")?.query, "r");
  assert.equal(at("well :t"), null);
  assert.equal(at("well :ta")?.query, "ta");
});

test("only the word before the caret counts, not what follows", () => {
  assert.deepEqual(wordBefore("@ma and more", 3), { trigger: "@", query: "ma", start: 0 });
  assert.equal(wordBefore("@ma and more", 6), null);
});

test("what is chosen takes the word's place and one space follows", () => {
  const text = "Ciao @ma";
  assert.deepEqual(completed(text, at(text), text.length, "@matteo"), { text: "Ciao @matteo ", caret: 13 });
});

test("a space that is there already is not doubled", () => {
  const done = completed("@ma, bene", { start: 0 }, 3, "@matteo");
  assert.equal(done.text, "@matteo , bene");
  assert.equal(completed("@ma bene", { start: 0 }, 3, "@matteo").text, "@matteo bene");
});

test("an emoji whose name begins so comes before one that only contains it", () => {
  const names = suggestEmoji("ta").map(({ name }) => name);
  assert.ok(names.indexOf("tada") < names.indexOf("upside_down_face") || !names.includes("upside_down_face"));
  assert.equal(suggestEmoji("tada")[0].emoji, EMOJI.tada);
});

test("accents and case make no difference when people are looked for", () => {
  assert.equal(fold(" Nicolò È "), "nicolo e");
  assert.ok(matches("Assistenza clienti Nord-Est", "CLI nord"));
  assert.ok(!matches("Assistenza clienti", "ienti"));
});

test("an exclamation mark and two brackets ask for a section, text by text", () => {
  assert.deepEqual(at("See\n![["), { trigger: "![[", query: "", start: 4 });
  assert.deepEqual(at("![[loud fa"), { trigger: "![[", query: "loud fa", start: 0 });
  assert.deepEqual(at("![[#12#No"), { trigger: "![[", query: "#12#No", start: 0 });
  assert.equal(at("![[#12#Noise]]"), null);
});

test("a text that was chosen waits for its section, and closing brackets are not doubled", () => {
  const begun = "![[fa]]";
  const word = wordBefore(begun, 5);
  assert.deepEqual(completed(begun, word, 5, "![[#12#"), { text: "![[#12#]]", caret: 7 });
  assert.deepEqual(completed("![[#12#]]", wordBefore("![[#12#]]", 7), 7, "![[#12#Noise]]"), { text: "![[#12#Noise]]", caret: 14 });
});
