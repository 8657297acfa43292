import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gate } from "../src/gate.mjs";
import { EVENT, kept, set } from "../fixtures/set.mjs";

const folder = new URL("../../data-actions/", import.meta.url);

for (const file of readdirSync(folder)) {
  const { config, contract } = JSON.parse(readFileSync(new URL(file, folder)));

  test(`${file} promises exactly what the function answers, drawn or fallen back`, async () => {
    const promised = contract.output.successSchema;
    assert.equal(promised.additionalProperties, false);
    assert.deepEqual([...promised.required].sort(), Object.keys(promised.properties).sort());
    const drawn = await gate(set(), async () => 5, () => 0, kept())(EVENT);
    const failed = await gate(set(), () => Promise.reject(new Error()), () => 0, kept())(EVENT);
    for (const answer of [drawn, failed]) {
      assert.deepEqual(Object.keys(answer).sort(), Object.keys(promised.properties).sort());
      for (const [name, { type }] of Object.entries(promised.properties)) {
        assert.equal(type, Number.isInteger(answer[name]) ? "integer" : typeof answer[name], name);
      }
    }
  });

  test(`${file} asks for exactly what the function wants to know`, () => {
    assert.deepEqual(Object.keys(contract.input.inputSchema.properties), Object.keys(EVENT));
    assert.deepEqual(contract.input.inputSchema.required, Object.keys(EVENT));
  });

  test(`${file} waits longer than the function waits for SSM`, () => {
    assert.ok(config.timeoutSeconds * 1_000 >= 2 * set().timeoutMs);
  });
}
