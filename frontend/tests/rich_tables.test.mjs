// Tables as text: read, changed and written again without touching what is the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned, asCell, cellsOf, movedColumn, movedRow, read, withColumn, withRow, withoutColumn, withoutRow, write } from "../src/rich/tables/cells.js";
import { difference } from "../src/rich/tables/difference.js";

const TABLE = "| Name | Where |\n| --- | :-: |\n| Ada | Magazzino |\n| Ben |  |";
const words = (line) => cellsOf(line).map(({ start, end }) => line.slice(start, end));

function changed(text, made) {
  const changes = difference(text, write(made), 0).sort((one, other) => other.from - one.from);
  return changes.reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}

test("cells are found with and without pipes at the ends, and an escaped pipe is a letter", () => {
  assert.deepEqual(words("| a | b |"), ["a", "b"]);
  assert.deepEqual(words("a | b"), ["a", "b"]);
  assert.deepEqual(words("| a \\| b |  | c"), ["a \\| b", "", "c"]);
  assert.deepEqual(words("||"), [""]);
});

test("the cells of a line cover it from end to end, and the words lie within them", () => {
  for (const line of ["| a | b |", "a|b", "|  |  |", "| a", "||b|", "  | a |  "]) {
    const cells = cellsOf(line);
    assert.equal(cells[0].from, 0, line);
    assert.equal(cells.at(-1).to, line.length, line);
    cells.forEach((cell, index) => {
      assert.ok(cell.from <= cell.start && cell.start <= cell.end && cell.end <= cell.to, line);
      if (index > 0) assert.equal(cells[index - 1].to, cell.from, line);
    });
  }
});

test("a table is read with its alignments, and ragged rows are made even", () => {
  assert.deepEqual(read("|a|b|c|\n|:-|:-:|-:|\n|1|\n|1|2|3|4|"), {
    rows: [["a", "b", "c"], ["1", "", ""], ["1", "2", "3"]],
    aligns: ["left", "center", "right"],
  });
});

test("what was written reads the same again", () => {
  assert.deepEqual(read(write(read(TABLE))), read(TABLE));
});

test("rows and columns come, go and move", () => {
  const table = read(TABLE);
  assert.deepEqual(withRow(table, { row: 0 }).rows[1], ["", ""]);
  assert.deepEqual(withRow(table, { row: 0 }, false).rows[0], ["Name", "Where"], "nothing comes above the head");
  assert.deepEqual(withColumn(table, { column: 0 }).rows[1], ["Ada", "", "Magazzino"]);
  assert.deepEqual(withoutRow(table, { row: 1 }).rows, [["Name", "Where"], ["Ben", ""]]);
  assert.deepEqual(withoutColumn(table, { column: 1 }).rows[0], ["Name"]);
  assert.equal(withoutColumn(withoutColumn(table, { column: 1 }), { column: 0 }), null, "one column stays");
  assert.deepEqual(movedRow(table, { row: 1 }, 1).rows[2], ["Ada", "Magazzino"]);
  assert.equal(movedRow(table, { row: 1 }, -1), null, "no row goes above the head");
  assert.deepEqual(movedColumn(table, { column: 0 }, 1).aligns, ["center", ""]);
  assert.equal(aligned(table, { column: 1 }, "center").aligns[1], "", "the same alignment again takes it off");
});

test("a change touches only the rows that differ, not their padding", () => {
  const table = read(TABLE);
  const made = withRow(table, { row: 1 });
  const changes = difference(TABLE, write(made), 0);
  assert.equal(changes.length, 1);
  assert.equal(changes[0].from, changes[0].to, "it is only put in");
  assert.deepEqual(read(changed(TABLE, made)), made);
});

test("whatever is done to a table, the changes lead to what was meant", () => {
  const table = read(TABLE);
  for (const made of [
    withRow(table, { row: 2 }), withRow(table, { row: 0 }), withoutRow(table, { row: 1 }), withoutRow(table, { row: 2 }), withoutRow(table, { row: 0 }),
    withColumn(table, { column: 1 }), withoutColumn(table, { column: 0 }), aligned(table, { column: 0 }, "right"), movedRow(table, { row: 1 }, 1), movedColumn(table, { column: 0 }, 1),
  ]) {
    assert.deepEqual(read(changed(TABLE, made)), read(write(made)));
  }
});

test("words of a cell stay on one line and end no cell", () => {
  assert.equal(asCell(" a | b\n c "), "a \\| b c");
  assert.equal(asCell("a \\| b"), "a \\| b");
});
