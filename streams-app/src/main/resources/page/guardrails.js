// Each guardrail: both rates, the difference, and the interval in which the true difference lies, against the margin.

import { h, svg } from "./dom.js";
import { count, decimal, moment, odds, percentOf, points } from "./format.js";
import { means, metric, standing } from "./words.js";

const WIDTH = 240;
const HEIGHT = 26;

/** @param verdict the last one in which they were compared; null before */
export function guardrails(verdict) {
  if (!verdict) {
    return h("p", { class: "quiet" }, "Nothing is compared yet.");
  }
  return [
    h("p", { class: "quiet" }, `Calls of equal age, compared at ${moment(verdict.judgedAt)}.`),
    h("ul", { class: "guardrails" }, verdict.guardrails.map(guardrail)),
  ];
}

function guardrail(comparison) {
  const [kind, words] = standing(comparison);
  const evidence = comparison.evidence;
  return h(
    "li",
    { class: `guardrail ${kind}`, "data-metric": comparison.metric },
    h(
      "div",
      { class: "guardrail-name" },
      h("h3", null, metric(comparison.metric)),
      h("span", { class: `badge ${kind}` }, words),
      comparison.gate ? null : h("span", { class: "badge" }, "shown only"),
    ),
    h("p", { class: "quiet" }, means(comparison.metric)),
    h(
      "div",
      { class: "guardrail-figures" },
      figure("stable", percentOf(comparison.stableBad, comparison.stableCalls), `of ${count(comparison.stableCalls)}`),
      figure("canary", percentOf(comparison.canaryBad, comparison.canaryCalls), `of ${count(comparison.canaryCalls)}`),
      figure("difference", points(comparison.difference), `${decimal(comparison.margin)} points accepted`),
      compared(comparison) ? bar(comparison) : null,
    ),
    compared(comparison)
      ? h(
          "p",
          { class: "quiet" },
          `The true difference lies between ${points(evidence.low)} and ${points(evidence.high)} points. ` +
            `Odds for harm ${odds(evidence.lnHarm)} to 1, ${odds(evidence.lnHarmNeeded)} show it; ` +
            `odds for no worse ${odds(evidence.lnNonInferiority)} to 1, ${odds(evidence.lnNonInferiorityNeeded)} are needed. ` +
            `${count(evidence.openCalls)} canary calls are younger than ${count(evidence.maturityMinutes)} minutes, too young to tell.`,
        )
      : null,
  );
}

function figure(name, value, under) {
  return h("div", { class: "figure" }, h("span", { class: "quiet" }, name), h("strong", null, value), h("span", { class: "quiet" }, under));
}

/** Whether both versions have calls, and the judge keeps evidence about them. */
export const compared = (comparison) => Boolean(comparison.evidence) && comparison.difference !== undefined;

/** From two margins better to two margins worse. */
export function bar(comparison) {
  const { margin, difference, evidence } = comparison;
  const at = (value) => (Math.max(-2, Math.min(2, value / margin)) + 2) * (WIDTH / 4);
  const low = at(evidence.low);
  const high = at(evidence.high);
  const [kind, words] = standing(comparison);
  const label =
    `${metric(comparison.metric)}: ${words}. Difference ${points(difference)} points, ` +
    `between ${points(evidence.low)} and ${points(evidence.high)}; margin ${decimal(margin)}.`;
  return svg(
    "svg",
    { class: `bar ${kind}`, viewBox: `0 0 ${WIDTH} ${HEIGHT + 14}`, role: "img", "aria-label": label },
    svg("rect", { class: "bar-beyond", x: at(margin), y: 3, width: WIDTH - at(margin), height: HEIGHT - 6 }),
    svg("rect", { class: "bar-interval", x: low, y: 9, width: Math.max(2, high - low), height: HEIGHT - 18, rx: 3 }),
    svg("line", { class: "bar-zero", x1: at(0), x2: at(0), y1: 2, y2: HEIGHT - 2 }),
    svg("line", { class: "bar-margin", x1: at(margin), x2: at(margin), y1: 2, y2: HEIGHT - 2 }),
    difference === undefined ? null : svg("circle", { class: "bar-point", cx: at(difference), cy: HEIGHT / 2, r: 5 }),
    svg("text", { x: at(0), y: HEIGHT + 11, "text-anchor": "middle" }, "equal"),
    svg("text", { x: at(margin), y: HEIGHT + 11, "text-anchor": "middle" }, "margin"),
  );
}
