/** The number of draws there are; a draw below the share is the canary's. */
export const DRAWS = 100;

const SHARE = /^(?:0|[1-9][0-9]?|100)$/;

/**
 * The share that a parameter's text states: a whole number of percent from 0 to 100, nothing around it. Undefined for anything
 * else: a text that somebody mistyped must not send callers anywhere new.
 */
export function shareOf(text) {
  return typeof text === "string" && SHARE.test(text) ? Number(text) : undefined;
}

/**
 * What the flow is answered when the share is known.
 *
 * @param share whole percent, 0 to 100
 * @param draw a whole number from 0 to 99, drawn for this call alone
 */
export function decide(share, draw, { canary, versions }) {
  const branch = draw < share ? "canary" : "stable";
  return { branch, version: versions[branch], canary, share, reason: "DRAWN" };
}

/**
 * What the flow is answered when the share is not known, for the reason named. The version is not stable's: calls of a failing
 * gate are no sample of stable's calls.
 */
export function fallback(reason, { canary }) {
  return { branch: "stable", version: "fallback", canary, share: 0, reason };
}
