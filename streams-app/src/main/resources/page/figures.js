// The figures of a version: what each means for callers, how it is had from a tally, and which guardrail watches it.

import { count, percent, points, seconds, signedSeconds } from "./format.js";

const SUMS = ["started", "ended", "abandoned", "transferred", "contained", "ivrHangup", "errored", "handled", "handleMs", "talkMs", "shortAbandoned"];
const GENESYS = ["offered", "answered", "abandoned", "transferred"];

const ratio = (part, of) => (of > 0 ? part / of : null);
const rate = (name, metric, means, value, charted = true) => ({ name, metric, means, value, charted, unit: " %", axis: (number) => 100 * number, text: percent, difference: (number) => `${points(100 * number)} points` });
const time = (name, metric, means, value, charted = true) => ({ name, metric, means, value, charted, unit: " s", axis: (number) => number / 1000, text: seconds, difference: signedSeconds });

/**
 * In the order of the table; rates are of all calls that drew the version, but for Genesys' own. `value(tally)` is a number, or null where the tally has no call of that kind; `axis` makes of it what a
 * chart shows. `metric` is the guardrail's, where there is one.
 */
export const FIGURES = [
  { name: "Calls", means: "How many calls this version got.", value: (t) => t.started, unit: "", axis: (number) => number, text: count, difference: () => "" },
  rate("Contained", "containmentRate", "Served by the menu alone, without a queue or an agent.", (t) => ratio(t.contained, t.started)),
  rate("Transferred", "transferRate", "Passed on by an agent to somebody else.", (t) => ratio(t.transferred, t.started)),
  rate("Abandoned", "abandonRate", "Hung up while waiting in a queue.", (t) => ratio(t.abandoned, t.started)),
  rate("Hung up in the IVR", "ivrHangupRate", "Hung up in the menu, before any queue.", (t) => ratio(t.ivrHangup, t.started)),
  rate("Errors", "errorRate", "Ended by an error of the flow.", (t) => ratio(t.errored, t.started)),
  rate("Short abandons", null, "Hung up in a queue sooner than the policy counts; not among the abandoned.", (t) => ratio(t.shortAbandoned, t.started), false),
  rate("Abandon % in Genesys", null, "Abandoned of offered: of the waits in queues, as its views report it.", (t) => ratio(t.genesys.abandoned, t.genesys.offered), false),
  rate("Transfer % in Genesys", null, "Transferred of answered: of the waits that an agent ended, as its views report it.", (t) => ratio(t.genesys.transferred, t.genesys.answered), false),
  time("Average handle time", "longHandleRate", "Talk, hold and after-call work of the agents, per handled call.", (t) => ratio(t.handleMs, t.handled)),
  time("Handle time, median", null, "Half of the handled calls took less.", (t) => t.handleP50Ms ?? null, false),
  time("Handle time, 90th percentile", null, "Nine of ten handled calls took less.", (t) => t.handleP90Ms ?? null, false),
  time("Talk time", null, "Agents talking with callers, per handled call.", (t) => ratio(t.talkMs, t.handled)),
].map((figure) => ({ charted: true, ...figure }));

/** What tallies of several minutes are together; percentiles do not add up. */
export function sum(tallies) {
  const total = (names, of) => Object.fromEntries(names.map((name) => [name, tallies.reduce((before, tally) => before + of(tally)[name], 0)]));
  return { ...total(SUMS, (tally) => tally), genesys: total(GENESYS, (tally) => tally.genesys) };
}

const NOTHING = sum([]);

/** A figure of both versions and their difference, as text. */
export function sideBySide(figure, stable, canary) {
  const [a, b] = [figure.value(stable ?? NOTHING), figure.value(canary ?? NOTHING)];
  const text = (value) => (value === null ? "–" : figure.text(value));
  return [text(a), text(b), a === null || b === null ? "–" : figure.difference(b - a)];
}
