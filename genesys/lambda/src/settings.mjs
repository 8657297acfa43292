const NAME = /^[\w.-]{1,64}$/;
const PARAMETER = /^[\w./:-]{1,1011}$/;

/**
 * The function's settings, from the environment.
 *
 * @returns the settings, and `wrong`: the names of the variables that are missing or unusable, none when all is well
 */
export function settings(env) {
  const wrong = [];
  const text = (name, pattern, otherwise) => {
    const value = env[name] || otherwise;
    if (typeof value !== "string" || !pattern.test(value)) {
      wrong.push(name);
      return "";
    }
    return value;
  };
  const milliseconds = (name, lowest, highest, otherwise) => {
    const value = env[name] ? Number(env[name]) : otherwise;
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      wrong.push(name);
      return otherwise;
    }
    return value;
  };
  const versions = {
    stable: text("GATE_STABLE_VERSION", NAME, "v1"),
    canary: text("GATE_CANARY_VERSION", NAME, "v2"),
  };
  // Their calls could not be told apart, or not from those of a failing gate.
  if (versions.stable === versions.canary || Object.values(versions).includes("fallback")) {
    wrong.push("GATE_CANARY_VERSION");
  }
  return {
    parameter: text("GATE_PARAMETER", PARAMETER),
    canary: text("GATE_CANARY", NAME),
    versions,
    cacheMs: milliseconds("GATE_CACHE_MS", 0, 60_000, 5_000),
    timeoutMs: milliseconds("GATE_SSM_TIMEOUT_MS", 50, 10_000, 1_000),
    wrong,
  };
}
