// What each figure means for callers, and the names of things.

const METRICS = {
  abandonRate: ["Abandon rate", "Callers who hang up while they wait in a queue, of all calls."],
  transferRate: ["Transfer rate", "Callers whom an agent passes on to somebody else, of all calls."],
  errorRate: ["Error rate", "Calls that the flow ends with an error: something in it is broken."],
  ivrHangupRate: ["IVR hang-up rate", "Callers who hang up in the menu, before any queue: lost, or served and satisfied."],
  containmentRate: ["Calls not contained", "Callers who need a queue or an agent because the menu alone did not serve them."],
  longHandleRate: ["Calls handled long", "Calls that keep an agent busy for longer than the policy's limit."],
};

export const metric = (name) => METRICS[name]?.[0] ?? name;
export const means = (name) => METRICS[name]?.[1] ?? "";

const STATES = { BAKING: "Baking", PAUSED: "Paused", PROMOTED: "Promoted", ROLLED_BACK: "Rolled back" };
const PAUSES = {
  OPERATOR: "somebody paused it",
  EXTERNAL_CHANGE: "somebody else wrote the SSM parameter",
  FLOW_CHANGED: "the flow was published again",
  DEADLINE: "its deadline passed",
};
const VERDICTS = { HOLD: "Hold", ADVANCE: "Advance", PROMOTE: "Promote", ROLLBACK: "Roll back" };

/** What an end is called until SSM holds its share. */
const PENDING = { PROMOTED: "Going on to all calls", ROLLED_BACK: "Going back" };

/** Whether callers get the wanted share. A dry run writes none, so nothing is missing; after a stranger's write it is theirs. */
export const inForce = (rollout) => rollout.policy.dryRun || Boolean(rollout.confirmedAt && !rollout.notInForce && rollout.pause !== "EXTERNAL_CHANGE");
export const state = (rollout) => ((!inForce(rollout) && PENDING[rollout.state]) || STATES[rollout.state]) + (rollout.pause ? `: ${PAUSES[rollout.pause]}` : "");
export const verdict = (kind) => VERDICTS[kind] ?? kind;

/** How one guardrail stands: by the evidence, or by the plain rates where there is none. */
export function standing(comparison) {
  const evidence = comparison.evidence;
  if (comparison.difference === undefined) {
    return ["unknown", "nothing to compare yet"];
  }
  if (!evidence) {
    return comparison.exceeded ? ["worse", "above the margin"] : ["unclear", "within the margin so far"];
  }
  if (evidence.lnHarm >= evidence.lnHarmNeeded) {
    return ["worse", "worse"];
  }
  return evidence.lnNonInferiority >= evidence.lnNonInferiorityNeeded
    ? ["fine", "shown no worse"]
    : ["unclear", "not shown to be worse"];
}
