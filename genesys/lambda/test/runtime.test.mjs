import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

test("a runtime ends with the process that started it, also while it waits for an event", async (t) => {
  const api = http.createServer(() => {}).listen(0, "127.0.0.1");
  t.after(() => api.close() && api.closeAllConnections());
  await once(api, "listening");
  const runtime = spawn(process.execPath, ["bin/runtime.mjs", root + "index.mjs"], {
    cwd: root,
    env: { ...process.env, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${api.address().port}` },
    stdio: ["pipe", "ignore", "inherit"],
  });
  t.after(() => runtime.kill("SIGKILL"));
  const ended = once(runtime, "exit");
  const [asked] = await once(api, "request");

  runtime.stdin.end();

  assert.equal(asked.url, "/2018-06-01/runtime/invocation/next");
  assert.deepEqual(await ended, [0, null]);
});
