// What a supervisor must see at once: which share, how it goes, why, and what comes next.

import { h } from "./dom.js";
import { duration, length, moment, notBefore, time } from "./format.js";
import { inForce, state, verdict } from "./words.js";

/**
 * @param data of the canary
 * @param at the moment that is looked at; null when it is now
 * @param link to the moment of the last verdict
 */
export function head({ rollout, verdict: last, explanation, lease }, at, link) {
  const policy = rollout.policy;
  const shown = at ? (last?.share ?? rollout.share) : rollout.share;
  return [
    h("p", { class: "path" }, h("a", { href: "/" }, "Canaries"), " / ", rollout.canary),
    h("h1", null, policy.title),
    at ? null : lacking(rollout, explanation),
    h(
      "p",
      { class: `standing ${rollout.state.toLowerCase()}` },
      h("strong", { class: "big" }, `${shown} %`),
      at || policy.dryRun || !inForce(rollout) ? " of the calls wanted for " : " of the calls take ",
      h("span", { class: "canary" }, policy.versions.canary),
      at ? null : ` · ${state(rollout)}`,
      policy.dryRun ? h("span", { class: "badge" }, "dry run: nothing is written") : null,
      !at && explanation.shortfall ? h("span", { class: `badge ${rollout.notInForce ? "worse" : "unclear"}` }, explanation.shortfall) : null,
    ),
    steps(rollout, shown),
    said(last, explanation),
    at ? null : next(explanation.next, rollout, last),
    lease && !at ? h("p", { class: "quiet" }, `Lease ${lease.number} of the deployment lock is held by ${lease.holder} until ${moment(lease.until)}.`) : null,
    h(
      "p",
      { class: "quiet" },
      at ? null : `Last changed ${moment(rollout.changedAt)} by ${rollout.actor}: ${rollout.why} · `,
      h("a", { href: link }, "link to this moment"),
      " · ",
      h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}/report` }, "report to print"),
    ),
  ];
}

/** A share that SSM does not take comes before all else: what callers get is not what the rest of the page speaks of. */
function lacking({ notInForce }, { shortfall }) {
  return notInForce
    ? h(
        "div",
        { class: "lacking", role: "alert" },
        h("p", null, h("strong", null, `Not in force: ${shortfall}.`), ` Tried since ${moment(notInForce.since)}.`),
        h("p", null, `Why: ${notInForce.why}.`),
        h("p", null, notInForce.todo ? `What to do: ${notInForce.todo}. It is tried until it holds.` : "It is tried until it holds."),
      )
    : null;
}

function said(last, explanation) {
  if (!last) {
    return h("p", { class: "verdict headline" }, explanation.headline);
  }
  return [
    h(
      "p",
      { class: "verdict" },
      h("span", { class: `badge ${last.verdict.toLowerCase()}` }, verdict(last.verdict)),
      h("span", { class: "headline" }, explanation.headline),
    ),
    h(
      "details",
      { id: "why", open: last.verdict === "HOLD" },
      h("summary", null, `Why: judged ${moment(last.judgedAt)}`),
      h("p", null, `${last.reason}: ${last.explanation}.`),
      h("ul", null, explanation.why.map((why) => h("li", null, h("strong", null, why.reason), `: ${why.means}. What you can do: ${why.todo}.`))),
    ),
  ];
}

function steps(rollout, share) {
  const last = rollout.policy.steps.length - 1;
  return h(
    "ol",
    { class: "steps", "aria-label": "Steps of the share" },
    rollout.policy.steps.map((step, index) =>
      h("li", { class: step === share ? "now" : step < share ? "done" : null, "aria-current": step === share ? "step" : null }, `${step} %`, index === last ? " (all)" : ""),
    ),
  );
}

function next(outlook, rollout, last) {
  if (!outlook) {
    return null;
  }
  const due = outlook.earliest && last && notBefore(last.judgedAt, outlook.earliest);
  const when = due
    ? "as soon as"
    : outlook.earliest
      ? `at ${time(outlook.earliest, last?.judgedAt ?? rollout.changedAt)} at the earliest, if`
      : `${length(duration(rollout.policy.bake))} after SSM holds ${rollout.share} %, at the earliest, if`;
  return h(
    "p",
    null,
    h("strong", null, "Next: "),
    `${outlook.share} % ${when} nothing holds it back${outlook.byEvidence ? " and the canary is shown to be no worse" : ""}. Undecided by ${moment(outlook.deadline)}: ${outlook.then}.`,
  );
}
