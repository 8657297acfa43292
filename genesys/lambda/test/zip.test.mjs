import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";

const root = new URL("../", import.meta.url);

function zipped(zone) {
  execFileSync(process.execPath, ["bin/zip.mjs"], { cwd: root, env: { ...process.env, TZ: zone } });
  return readFileSync(new URL("target/gate.zip", root));
}

test("the zip holds the function as it is tested, and nothing else", () => {
  const files = unzipSync(zipped("UTC"));
  const sources = readdirSync(new URL("src/", root)).map((name) => "src/" + name);
  assert.deepEqual(Object.keys(files).sort(), ["index.mjs", ...sources].sort());
  for (const [name, bytes] of Object.entries(files)) {
    assert.deepEqual(Buffer.from(bytes), readFileSync(new URL(name, root)));
  }
});

test("the zip is the same wherever it is made", () => {
  assert.deepEqual(zipped("UTC"), zipped("Asia/Tokyo"));
});
