import assert from "node:assert/strict";
import { test } from "node:test";
import { quoteOf, withQuote } from "../../static/js/conversation/quoting.js";

const ada = { name: "Ada Bianchi", url: "/posts/12/" };

test("each line is quoted, under the name that leads to where it was said", () => {
  assert.equal(quoteOf("  One fan.\r\nTwo fans.\n\n\n\nThree. ", ada), "> [Ada Bianchi](/posts/12/):\n>\n> One fan.\n> Two fans.\n>\n> Three.");
});

test("what would be more than words is words", () => {
  const cases = {
    "ask @ben about #fans": "ask \\@ben about \\#fans",
    "**bold** `code` [x](javascript:y)": "\\*\\*bold\\*\\* \\`code\\` \\[x\\](javascript:y)",
    "<b>&amp;</b> a & b": "\\<b>\\&amp;\\</b> a & b",
    "- one": "\\- one",
    "12. twelve": "12\\. twelve",
    "> deeper": "\\> deeper",
    "=====": "\\=====",
    "_so_ snake_case": "\\_so\\_ snake_case",
    "good :smile: at 10:30:45": "good \\:smile: at 10\\:30:45",
    "https://example.com/a_b?c=d": "https://example.com/a_b?c=d",
    "        far in": "far in",
  };
  for (const [said, written] of Object.entries(cases)) assert.equal(quoteOf(said, ada).split("\n").at(-1), `> ${written}`);
});

test("a name is words too, and a book is not quoted whole", () => {
  assert.match(quoteOf("x", { name: "]( @ben", url: "/posts/1/" }), /^> \[\\\]\( \\@ben\]\(\/posts\/1\/\):/);
  assert.ok(quoteOf("word ".repeat(2000), ada).length < 2100);
});

test("what was typed stays before it", () => {
  assert.equal(withQuote("", "> a"), "> a\n\n");
  assert.equal(withQuote("Well\n", "> a"), "Well\n\n> a\n\n");
});
