import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { SSMClient } from "@aws-sdk/client-ssm";
import { gate } from "../src/gate.mjs";
import { parameterReader } from "../src/parameter.mjs";
import { sharedShare } from "../src/share.mjs";
import { ssm } from "../fixtures/ssm.mjs";
import { EVENT, kept, set } from "../fixtures/set.mjs";

let server;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function reading(endpoint, settings, log, credentials = { accessKeyId: "local", secretAccessKey: "local" }) {
  const client = new SSMClient({ endpoint, region: "eu-central-1", maxAttempts: 1, credentials });
  // A draw of 0 would go to the canary at any share but 0.
  return gate(settings, sharedShare(parameterReader(settings, client), settings.cacheMs), () => 0, log);
}

async function fellBack(answer, reason, settings = set()) {
  server = await ssm(answer);
  const log = kept();
  const said = await reading(server.url, settings, log)(EVENT);
  assert.deepEqual(said, { branch: "stable", version: "fallback", canary: "main-ivr", share: 0, reason });
  assert.equal(log.lines.length, 1);
  assert.equal(log.lines[0].reason, reason);
}

test("the share is read from the one parameter, by SSM's own protocol", async () => {
  server = await ssm(() => ({ value: "5" }));
  assert.deepEqual(await reading(server.url, set(), kept())(EVENT), {
    branch: "canary",
    version: "v2",
    canary: "main-ivr",
    share: 5,
    reason: "DRAWN",
  });
  assert.deepEqual(server.asked, [{ target: "AmazonSSM.GetParameter", Name: "/genesys/canary/percentage" }]);
});

test("SSM that does not listen falls back", async () => {
  const gone = await ssm(() => ({ value: "5" }));
  await gone.close();
  const said = await reading(gone.url, set(), kept())(EVENT);
  assert.deepEqual([said.branch, said.version, said.reason], ["stable", "fallback", "SSM_UNREACHABLE"]);
});

test("SSM that does not answer falls back at the function's own deadline", async () => {
  const began = process.hrtime.bigint();
  await fellBack(() => ({ silent: true }), "SSM_TIMEOUT", set({ GATE_SSM_TIMEOUT_MS: "100" }));
  assert.ok(process.hrtime.bigint() - began < 2_000_000_000n, "well before the data action's 3 seconds");
});

test("credentials that take too long fall back at the deadline too", async () => {
  server = await ssm(() => ({ value: "5" }));
  const settings = set({ GATE_SSM_TIMEOUT_MS: "100" });
  const said = await reading(server.url, settings, kept(), () => new Promise(() => {}))(EVENT);
  assert.equal(said.reason, "SSM_TIMEOUT");
});

for (const [error, status, reason] of [
  ["AccessDeniedException", 400, "ACCESS_DENIED"],
  ["ExpiredTokenException", 400, "ACCESS_DENIED"],
  ["ThrottlingException", 400, "THROTTLED"],
  ["ParameterNotFound", 400, "PARAMETER_NOT_FOUND"],
  ["InternalServerError", 500, "SSM_FAILED"],
  ["SomethingNew", 400, "SSM_FAILED"],
]) {
  test(`${error} falls back as ${reason}`, () => fellBack(() => ({ error, status }), reason));
}

for (const value of ["abc", "-1", "101", "5.5", "", " 5", null]) {
  test(`the parameter ${JSON.stringify(value)} falls back`, () => fellBack(() => ({ value }), "NOT_A_SHARE"));
}

test("an answer without a parameter falls back", () => fellBack(() => ({}), "NOT_A_SHARE"));

test("callers are not sent to the canary by the share before, once it has expired", async () => {
  let now = { value: "100" };
  server = await ssm(() => now);
  const ask = reading(server.url, set({ GATE_CACHE_MS: "0" }), kept());
  assert.equal((await ask(EVENT)).branch, "canary");
  now = { error: "ThrottlingException" };
  assert.equal((await ask(EVENT)).branch, "stable");
});

test("failures are counted, and say nothing of the event", async () => {
  const log = kept();
  const ask = gate(set(), async () => 5, () => 0, log);
  await ask({ canary: "+49 151 23456789" });
  await ask({ caller: "+49 151 23456789" });
  assert.deepEqual(log.lines, [
    { level: "WARN", message: "fallback", canary: "main-ivr", reason: "WRONG_CANARY", cause: "Error", failures: 1 },
    { level: "WARN", message: "fallback", canary: "main-ivr", reason: "BAD_EVENT", cause: "Error", failures: 2 },
  ]);
});
