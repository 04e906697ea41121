// Who is writing in the page one reads. Run by tests/architecture/test_face.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence, Writers } from "../../static/js/wiki/who-writes.js";

function reader(names) {
  const asked = [];
  const shown = [];
  const clock = { setTimeout: (task) => (clock.task = task), clearTimeout: () => (clock.task = null) };
  let time = 0;
  const ask = async (person) => {
    asked.push(person);
    if (names[person] instanceof Error) throw names[person];
    return names[person];
  };
  const writers = new Writers(ask, (said) => shown.push(said), { clock, now: () => time });
  return { writers, asked, shown, pass: (milliseconds) => ((time += milliseconds), clock.task?.()) };
}

test("each name is asked once, and gone when they have not been heard for ten seconds", async () => {
  const { writers, asked, shown, pass } = reader({ 7: "Ada Bianchi", 9: "Ben Rossi" });
  await writers.heard(7);
  await writers.heard(9);
  await writers.heard(7);
  assert.deepEqual(asked, [7, 9]);
  assert.deepEqual(shown.at(-1), ["Ada Bianchi", "Ben Rossi"]);
  pass(9000);
  await writers.heard(9);
  pass(2000);
  assert.deepEqual(shown.at(-1), ["Ben Rossi"]);
  pass(10_000);
  assert.deepEqual(shown.at(-1), []);
});

test("who may not be known is not shown, and who could not be asked for is asked for again", async () => {
  const names = { 7: undefined, 9: new Error("no line") };
  const { writers, asked, shown } = reader(names);
  await writers.heard(7);
  await writers.heard(9);
  assert.deepEqual(shown.at(-1), []);
  names[9] = "Ben Rossi";
  await writers.heard(9);
  assert.deepEqual(shown.at(-1), ["Ben Rossi"]);
  assert.deepEqual(asked, [7, 9, 9]);
});

test("one, some and many are said as sentences", () => {
  assert.equal(sentence([]), "");
  assert.equal(sentence(["Ada"]), "Ada is writing in this page");
  assert.equal(sentence(["Ada", "Ben"]), "Ada and Ben are writing in this page");
  assert.equal(sentence(["Ada", "Ben", "Cleo", "Zoe"]), "4 people are writing in this page");
});
