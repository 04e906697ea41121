// Which sentence the band across the page shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reason } from "../src/page/banner.js";

const LIVE = { state: "live", ended: null, mayWrite: true, isSaved: true };
const KEEPS = { works: true };
const KEEPS_NOTHING = { works: false };

const cases = [
  [LIVE, KEEPS, null],
  [{ ...LIVE, isSaved: false }, KEEPS, null],
  [{ ...LIVE, state: "connecting", mayWrite: null }, KEEPS, null],
  [{ ...LIVE, state: "lost" }, KEEPS, "lost"],
  [{ ...LIVE, state: "lost" }, KEEPS_NOTHING, "lost-unkept"],
  [{ ...LIVE, mayWrite: false }, KEEPS, "forbidden"],
  [{ ...LIVE, mayWrite: false, isSaved: false }, KEEPS, "forbidden-unsaved"],
  [{ ...LIVE, state: "ended", ended: "signed-out", isSaved: false }, KEEPS, "signed-out"],
  [{ ...LIVE, state: "ended", ended: "signed-out", isSaved: false }, KEEPS_NOTHING, "signed-out-unkept"],
  [{ ...LIVE, state: "ended", ended: "signed-out" }, KEEPS_NOTHING, "signed-out"],
  [{ ...LIVE, state: "ended", ended: 4403 }, KEEPS, "forbidden"],
  [{ ...LIVE, state: "ended", ended: 4404 }, KEEPS, "gone"],
  [{ ...LIVE, state: "ended", ended: 4404, isSaved: false }, KEEPS, "gone-unsaved"],
  [{ ...LIVE, state: "ended", ended: 1009, isSaved: false }, KEEPS, "too-much"],
  [{ ...LIVE, state: "ended", ended: 4422, isSaved: false }, KEEPS, "unreadable"],
];

for (const [line, keeping, expected] of cases) {
  test(`${JSON.stringify(line)} is ${expected}`, () => assert.equal(reason(line, keeping), expected));
}
