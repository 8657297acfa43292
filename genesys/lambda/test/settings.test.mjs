import assert from "node:assert/strict";
import { test } from "node:test";
import { gate } from "../src/gate.mjs";
import { settings } from "../src/settings.mjs";
import { EVENT, kept, set } from "../fixtures/set.mjs";

test("parameter and canary are all that must be set", () => {
  assert.deepEqual(set(), {
    parameter: "/genesys/canary/percentage",
    canary: "main-ivr",
    versions: { stable: "v1", canary: "v2" },
    cacheMs: 5_000,
    timeoutMs: 1_000,
    wrong: [],
  });
});

for (const [name, value] of [
  ["GATE_PARAMETER", "no spaces"],
  ["GATE_CANARY", "a\nb"],
  ["GATE_STABLE_VERSION", "x".repeat(65)],
  ["GATE_CANARY_VERSION", "v1"],
  ["GATE_CANARY_VERSION", "fallback"],
  ["GATE_CACHE_MS", "-1"],
  ["GATE_CACHE_MS", "60001"],
  ["GATE_SSM_TIMEOUT_MS", "soon"],
]) {
  test(`${name} cannot be ${JSON.stringify(value).slice(0, 20)}`, () => {
    assert.deepEqual(set({ [name]: value }).wrong, [name]);
  });
}

test("a function without its settings falls back and says which are missing", async () => {
  const log = kept();
  const said = await gate(settings({}), async () => 5, () => 0, log)(EVENT);
  assert.deepEqual([said.branch, said.version, said.reason], ["stable", "fallback", "BAD_SETTINGS"]);
  assert.equal(log.lines[0].cause, "GATE_PARAMETER GATE_CANARY");
});
