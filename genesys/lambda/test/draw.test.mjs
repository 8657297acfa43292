import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { gate } from "../src/gate.mjs";
import { sharedShare } from "../src/share.mjs";
import { EVENT, set } from "../fixtures/set.mjs";

const CALLS = 1_000_000;

/**
 * Five standard deviations of a binomial count. A fair draw leaves them once in 1.7 million times (normal tail, both sides); at a
 * million calls and 5 % they are 1,090 calls, a tenth of a point.
 */
const FIVE = (calls, chance) => 5 * Math.sqrt(calls * chance * (1 - chance));

const never = () => assert.fail("nothing is to be logged");
const fair = (share) => gate(set(), sharedShare(async () => String(share), 5_000), randomInt, never);

for (const share of [5, 50]) {
  test(`a million calls at ${share} % split as chance allows, and no call knows the one before`, async () => {
    const ask = fair(share);
    const p = share / 100;
    let canary = 0;
    let pairs = 0;
    let previous = false;
    for (let call = 0; call < CALLS; call++) {
      const taken = (await ask(EVENT)).branch === "canary";
      canary += taken;
      pairs += taken && previous;
      previous = taken;
    }
    assert.ok(Math.abs(canary - CALLS * p) < FIVE(CALLS, p), `${canary} of ${CALLS}`);
    // Neighbouring pairs overlap, which adds 2p³(1 - p) per call to the binomial variance.
    const spread = Math.sqrt(CALLS * (p ** 2 * (1 - p ** 2) + 2 * p ** 3 * (1 - p)));
    assert.ok(Math.abs(pairs - CALLS * p ** 2) < 5 * spread, `${pairs} pairs of ${CALLS}`);
  });
}

test("calls at the same time are drawn apart, from one reading of the share", async () => {
  let reads = 0;
  const read = async () => {
    reads += 1;
    return "50";
  };
  const ask = gate(set(), sharedShare(read, 5_000), randomInt, never);
  const calls = 100_000;

  const answers = await Promise.all(Array.from({ length: calls }, () => ask(EVENT)));

  const canary = answers.filter((answer) => answer.branch === "canary").length;
  assert.ok(Math.abs(canary - calls / 2) < FIVE(calls, 0.5), `${canary} of ${calls}`);
  assert.equal(reads, 1);
});

test("0 % sends no call to the canary, 100 % every one", async () => {
  const [none, all] = [fair(0), fair(100)];
  for (let call = 0; call < 10_000; call++) {
    assert.equal((await none(EVENT)).branch, "stable");
    assert.equal((await all(EVENT)).branch, "canary");
  }
});

test("a draw is made for each call, also while the share is kept", async () => {
  const draws = [4, 5, 4, 99, 0];
  const ask = gate(set(), sharedShare(async () => "5", 5_000), () => draws.shift(), never);
  const branches = [];
  for (let call = 0; call < 5; call++) {
    branches.push((await ask(EVENT)).branch);
  }
  assert.deepEqual(branches, ["canary", "stable", "canary", "stable", "canary"]);
});
