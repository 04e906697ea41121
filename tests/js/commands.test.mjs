import assert from "node:assert/strict";
import { test } from "node:test";

import { commandBefore, isCommand, matching } from "../../static/js/chat/commands.js";

test("a word after a slash at the very beginning is a command", () => {
  for (const text of ["/remind", "/remind me tomorrow", "/poll\nLunch?"]) assert.ok(isCommand(text), text);
});

test("what only looks like one is words", () => {
  for (const text of ["//remind", " /remind", "/etc/hosts", "/ or", "yes/no", "", "/"]) assert.ok(!isCommand(text), text);
});

test("commands are offered while the first word is being written, and not after it", () => {
  assert.deepEqual(commandBefore("/", 1), { trigger: "/", query: "", start: 0 });
  assert.deepEqual(commandBefore("/Rem", 4), { trigger: "/", query: "rem", start: 0 });
  assert.equal(commandBefore("/remind me", 10), null);
  assert.equal(commandBefore("see /rem", 8), null);
  assert.equal(commandBefore("//", 2), null);
});

test("what begins with the letters comes before what has them inside", () => {
  const commands = ["call", "leave", "recall"].map((name) => ({ name }));
  assert.deepEqual(matching(commands, "call").map(({ name }) => name), ["call", "recall"]);
  assert.deepEqual(matching(commands, "zzz"), []);
});
