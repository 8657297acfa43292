// Where the figures come from: how far the source is counted, what came too late, and what was skipped.

import { h } from "./dom.js";
import { count, decimal, moment } from "./format.js";

export function source({ countedUpTo, lag, events }, tallies, rollout) {
  const { policy } = rollout;
  const late = Object.entries(tallies.versions).map(([version, tally]) => `${version} ${count(total(Object.values(tally.late ?? {})))}`);
  const skipped = Object.entries(events).filter(([name]) => name !== "counted" && name !== "heartbeat");
  return [
    h(
      "p",
      null,
      countedUpTo ? `Every event up to ${moment(countedUpTo)} is counted.` : "Not every partition of the source has reported yet.",
      lag === undefined ? " The backlog in the source is not known." : ` ${count(lag)} records are waiting in the source.`,
    ),
    h("p", null, "Came too late to be evidence: ", late.join(", ") || "none", "."),
    h("details", { id: "events" }, h("summary", null, "Events by outcome"), h("dl", { class: "events" }, Object.entries(events).map(([name, value]) => [h("dt", null, name), h("dd", null, count(value))]))),
    skipped.length === 0 ? null : h("p", { class: "quiet" }, `${count(total(skipped.map(([, value]) => value)))} records were skipped, each for a named reason.`),
    h("p", { class: "quiet" }, `Policy ${rollout.policyRevision}: alpha ${decimal(100 * policy.alpha)} %, ${policy.guardrails.length} guardrails, judge ${policy.judge}.`),
  ];
}

const total = (values) => values.reduce((sum, value) => sum + value, 0);
