// Packs what AWS Lambda gets. The same sources make the same bytes: no times, no owners, one order.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { zipSync } from "fflate";

const root = new URL("../", import.meta.url);
const sources = (await readdir(new URL("src/", root))).filter((name) => name.endsWith(".mjs")).map((name) => "src/" + name);
const names = ["index.mjs", ...sources].sort();

const ONCE = "1980-01-01T12:00:00";
const READABLE = { os: 3, attrs: 0o644 << 16, mtime: ONCE };

const files = {};
for (const name of names) {
  files[name] = [new Uint8Array(await readFile(new URL(name, root))), READABLE];
}

await mkdir(new URL("target/", root), { recursive: true });
await writeFile(new URL("target/gate.zip", root), zipSync(files, { level: 9 }));
