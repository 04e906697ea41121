import assert from "node:assert/strict";
import { test } from "node:test";

import { sizeInWords, whyNot } from "../../static/js/file-limits.js";
import { beside } from "../../static/js/menu.js";
import { interpolate } from "../../static/js/i18n.js";
import { Refused, sentenceInJson, sentenceInTrigger } from "../../static/js/requests.js";

test("a refusal's sentence is found where the server puts it", () => {
  assert.equal(sentenceInJson('{"status": 403, "detail": "This space is archived."}'), "This space is archived.");
  assert.equal(sentenceInJson('{"detail": [{"loc": ["body"]}]}'), "");
  assert.equal(sentenceInJson("<html>"), "");
  assert.equal(sentenceInTrigger('{"portico:refused": {"text": "Too quick."}}'), "Too quick.");
  assert.equal(sentenceInTrigger("closeMenu"), "");
  assert.equal(sentenceInTrigger(null), "");
});

test("only what could go better the next time is tried again by itself", () => {
  assert.ok(new Refused("", { kind: "offline" }).worthRetrying);
  assert.ok(new Refused("", { kind: "broken" }).worthRetrying);
  assert.ok(!new Refused("", { kind: "refused" }).worthRetrying);
  assert.ok(!new Refused("", { kind: "signed-out" }).worthRetrying);
});

test("a file is refused before it is sent, with the reason", () => {
  const file = (name, size) => ({ name, size });
  assert.equal(whyNot(file("a.png", 10), { maxBytes: 100 }), "");
  assert.match(whyNot(file("a.png", 6_000_000), { maxBytes: 5_000_000 }), /6 MB.*5 MB/);
  assert.match(whyNot(file("a.png", 0)), /empty/);
  assert.match(whyNot(file("run.EXE", 5), { taken: ["png"] }), /\.exe/);
  assert.equal(whyNot(file("plan.PNG", 5), { taken: ["png"] }), "");
  assert.match(whyNot(file("a.png", 5), { room: 0 }), /last file/);
});

test("sizes are said in the reader's language", () => {
  assert.equal(sizeInWords(2657, "en"), "2.7 kB");
  assert.equal(sizeInWords(38_000, "it"), "38 kB");
  assert.match(sizeInWords(1_500_000, "it"), /1,5/);
});

test("words with holes are filled by name, and a missing name does not break the page", () => {
  assert.equal(interpolate("%(size)s of %(most)s", { size: 3, most: 5 }), "3 of 5");
  assert.equal(interpolate("100%", {}), "100%");
});

const view = { width: 400, height: 600 };
const box = { width: 200, height: 150 };

test("a menu opens below its button and flush with its start", () => {
  assert.deepEqual(beside({ top: 100, bottom: 130, left: 20, right: 60 }, box, view), { top: 134, left: 20 });
});

test("a menu at the window's end opens towards the middle", () => {
  assert.deepEqual(beside({ top: 100, bottom: 130, left: 340, right: 380 }, box, view), { top: 134, left: 180 });
  assert.equal(beside({ top: 550, bottom: 580, left: 20, right: 60 }, box, view).top, 396);
});

test("a menu never leaves the window, however small that is", () => {
  const place = beside({ top: 5, bottom: 35, left: 0, right: 30 }, { width: 390, height: 590 }, view);
  assert.deepEqual(place, { top: 8, left: 8 });
});

test("words with holes may be filled in order, too", () => {
  assert.equal(interpolate("%s new posts", [3]), "3 new posts");
});
