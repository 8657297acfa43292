import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedShare } from "../src/share.mjs";

/** A parameter whose text can be set, or made to fail, and a clock that is set by hand. */
function parameter(value) {
  const state = { value, at: 1_000_000, reads: 0 };
  state.read = async () => {
    state.reads += 1;
    if (state.value instanceof Error) {
      throw state.value;
    }
    return state.value;
  };
  state.share = sharedShare(() => state.read(), 5_000, () => state.at);
  return state;
}

test("a share is kept for the cache time and no longer", async () => {
  const p = parameter("5");
  assert.equal(await p.share(), 5);
  p.value = "0";
  p.at += 4_999;
  assert.equal(await p.share(), 5);
  p.at += 1;
  assert.equal(await p.share(), 0);
  assert.equal(p.reads, 2);
});

test("a share is as old as the beginning of its read", async () => {
  const p = parameter("5");
  p.read = async () => {
    p.at += 3_000;
    return p.value;
  };
  await p.share();
  p.value = "0";
  p.at += 2_000;
  assert.equal(await p.share(), 0);
});

test("an expired share is not used after a failed read, and stays gone", async () => {
  const p = parameter("100");
  await p.share();
  p.at += 5_000;
  p.value = new Error("down");
  await assert.rejects(p.share(), /down/);
  p.at -= 5_000;
  await assert.rejects(p.share(), /down/);
});

test("a failure is not kept: the next call reads again", async () => {
  const p = parameter(new Error("down"));
  await assert.rejects(p.share());
  p.value = "25";
  assert.equal(await p.share(), 25);
});

test("a clock that is set back makes the share old", async () => {
  const p = parameter("5");
  await p.share();
  p.value = "0";
  p.at -= 1;
  assert.equal(await p.share(), 0);
});

test("a text that is no share is not kept", async () => {
  const p = parameter("abc");
  await assert.rejects(p.share(), { reason: "NOT_A_SHARE" });
  await assert.rejects(p.share(), { reason: "NOT_A_SHARE" });
  assert.equal(p.reads, 2);
});

test("who asks at the same time shares one read, also when it fails", async () => {
  const p = parameter("5");
  assert.deepEqual(await Promise.all([p.share(), p.share(), p.share()]), [5, 5, 5]);
  p.at += 5_000;
  p.value = new Error("down");
  const failed = await Promise.allSettled([p.share(), p.share()]);
  assert.deepEqual(failed.map((one) => one.status), ["rejected", "rejected"]);
  assert.equal(p.reads, 2);
});
