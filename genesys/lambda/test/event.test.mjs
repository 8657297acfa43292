import assert from "node:assert/strict";
import { test } from "node:test";
import { gate } from "../src/gate.mjs";
import { EVENT, kept, set } from "../fixtures/set.mjs";

const ask = (event) => gate(set(), async () => 5, () => 0, kept())(event);
const proxy = (body, others = {}) => ({ httpMethod: "POST", requestContext: {}, body, ...others });

for (const event of [undefined, null, "main-ivr", 5, [], {}, { canary: null }, { canary: 7 }]) {
  test(`the event ${JSON.stringify(event)} falls back`, async () => {
    assert.equal((await ask(event)).reason, "BAD_EVENT");
  });
}

test("a flow that asks for another canary falls back", async () => {
  assert.equal((await ask({ canary: "other" })).reason, "WRONG_CANARY");
});

test("through API Gateway the same answer is a response's body, which nothing may keep", async () => {
  const response = await ask(proxy(JSON.stringify(EVENT)));
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers["cache-control"], "no-store");
  assert.deepEqual(JSON.parse(response.body), await ask(EVENT));
});

test("API Gateway may encode the body", async () => {
  const body = Buffer.from(JSON.stringify(EVENT)).toString("base64");
  assert.equal(JSON.parse((await ask(proxy(body, { isBase64Encoded: true }))).body).reason, "DRAWN");
});

for (const body of [undefined, null, "", "{", "[]", "null", JSON.stringify({ canary: "main-ivr", more: "x".repeat(5_000) })]) {
  test(`the body ${String(body).slice(0, 30)} falls back, as a response`, async () => {
    const response = await ask(proxy(body));
    assert.equal(response.statusCode, 200);
    assert.equal(JSON.parse(response.body).reason, "BAD_EVENT");
  });
}
