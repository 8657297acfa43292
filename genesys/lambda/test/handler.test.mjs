import assert from "node:assert/strict";
import { test } from "node:test";
import { ssm } from "../fixtures/ssm.mjs";
import { EVENT } from "../fixtures/set.mjs";

test("the handler takes its settings and SSM's address from the environment", async () => {
  const server = await ssm(() => ({ value: "100" }));
  Object.assign(process.env, {
    GATE_PARAMETER: "/a/b",
    GATE_CANARY: EVENT.canary,
    AWS_ENDPOINT_URL_SSM: server.url,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
  try {
    const { handler } = await import("../index.mjs");
    assert.deepEqual(await handler(EVENT), { branch: "canary", version: "v2", canary: "main-ivr", share: 100, reason: "DRAWN" });
    assert.equal(server.asked[0].Name, "/a/b");
  } finally {
    await server.close();
  }
});
