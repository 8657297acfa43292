import { randomInt } from "node:crypto";
import { gate } from "./src/gate.mjs";
import { parameterReader } from "./src/parameter.mjs";
import { settings } from "./src/settings.mjs";
import { sharedShare } from "./src/share.mjs";

const set = settings(process.env);
const share = sharedShare(parameterReader(set), set.cacheMs);

/** What AWS Lambda runs. */
export const handler = gate(set, share, randomInt, (line) => process.stdout.write(line + "\n"));
