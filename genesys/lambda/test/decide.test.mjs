import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWS, decide, fallback, shareOf } from "../src/decide.mjs";
import { set } from "../fixtures/set.mjs";

test("a share is a whole number from 0 to 100 and nothing around it", () => {
  for (let share = 0; share <= 100; share++) {
    assert.equal(shareOf(String(share)), share);
  }
});

for (const text of ["abc", "-1", "101", "5.5", "", " 5", "5 ", "5\n", "05", "+5", "1e1", "0x5", "٥", "NaN", null, undefined, 5, [5], {}]) {
  test(`${JSON.stringify(text)} is no share`, () => assert.equal(shareOf(text), undefined));
}

test("of the draws there are, as many as the share are the canary's", () => {
  for (let share = 0; share <= 100; share++) {
    const drawn = Array.from({ length: DRAWS }, (_, draw) => decide(share, draw, set()));
    assert.equal(drawn.filter((answer) => answer.branch === "canary").length, share);
  }
});

test("an answer names branch, version, canary, share and reason", () => {
  const v = set({ GATE_STABLE_VERSION: "old", GATE_CANARY_VERSION: "new" });
  assert.deepEqual(decide(5, 5, v), { branch: "stable", version: "old", canary: "main-ivr", share: 5, reason: "DRAWN" });
  assert.deepEqual(decide(5, 4, v), { branch: "canary", version: "new", canary: "main-ivr", share: 5, reason: "DRAWN" });
});

test("a fallback takes the stable branch and is not stable's version", () => {
  assert.deepEqual(fallback("THROTTLED", set()), {
    branch: "stable",
    version: "fallback",
    canary: "main-ivr",
    share: 0,
    reason: "THROTTLED",
  });
});
