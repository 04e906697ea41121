import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts } from "../../static/js/drafts.js";
import { Outbox } from "../../static/js/outbox.js";

class Store {
  #items = new Map();
  get length() {
    return this.#items.size;
  }
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(name) {
    return this.#items.get(name) ?? null;
  }
  setItem(name, value) {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(name, String(value));
  }
  removeItem(name) {
    this.#items.delete(name);
  }
}

const draft = (body) => ({ fields: { body }, clientId: "c1" });

test("a draft comes back as it was written", () => {
  const drafts = new Drafts(new Store(), "7");
  drafts.write("post:home", draft("Half a tho"));
  assert.equal(drafts.read("post:home").fields.body, "Half a tho");
  assert.equal(drafts.read("post:home").clientId, "c1");
});

test("the next person at this machine does not find it", () => {
  const store = new Store();
  new Drafts(store, "7").write("post:home", draft("Mine"));
  assert.equal(new Drafts(store, "8").read("post:home"), null);
});

test("emptied text is no draft", () => {
  const drafts = new Drafts(new Store(), "7");
  drafts.write("post:home", draft("Something"));
  drafts.write("post:home", draft("  \n"));
  assert.equal(drafts.read("post:home"), null);
});

test("a full store does not disturb the writer", () => {
  const store = new Store();
  store.isFull = true;
  assert.doesNotThrow(() => new Drafts(store, "7").write("k", draft("text")));
  assert.doesNotThrow(() => new Outbox(store, "7").add({ clientId: "a", key: "k" }));
});

test("old drafts are forgotten, fresh ones and other people's are not", () => {
  const store = new Store();
  const now = Date.UTC(2026, 10, 22);
  const drafts = new Drafts(store, "7");
  drafts.write("old", draft("old"), now - 31 * 24 * 3600 * 1000);
  drafts.write("new", draft("new"), now);
  new Drafts(store, "8").write("old", draft("theirs"), now - 31 * 24 * 3600 * 1000);
  drafts.forgetOld(now);
  assert.equal(drafts.read("old"), null);
  assert.equal(drafts.read("new").fields.body, "new");
  assert.equal(new Drafts(store, "8").read("old").fields.body, "theirs");
});

test("broken contents of the store are as good as none", () => {
  const store = new Store();
  store.setItem("portico:draft:7:k", "{");
  store.setItem("portico:outbox:7", "{");
  assert.equal(new Drafts(store, "7").read("k"), null);
  assert.deepEqual(new Outbox(store, "7").waiting("k"), []);
});

test("what was sent waits under its own composer, once per client id, until it is confirmed", () => {
  const outbox = new Outbox(new Store(), "7");
  outbox.add({ clientId: "a", key: "post:home", text: "first" });
  outbox.add({ clientId: "b", key: "comment:3", text: "other" });
  outbox.add({ clientId: "a", key: "post:home", text: "first again" });
  assert.deepEqual(outbox.waiting("post:home").map(({ text }) => text), ["first again"]);
  outbox.remove("a");
  assert.deepEqual(outbox.waiting("post:home"), []);
  assert.equal(outbox.waiting("comment:3").length, 1);
});
