// Both versions side by side: each figure with its difference and, where a guardrail watches it, how that stands against the margin.

import { h } from "./dom.js";
import { FIGURES, sideBySide } from "./figures.js";
import { moment } from "./format.js";
import { bar, compared } from "./guardrails.js";
import { standing } from "./words.js";

/**
 * @param tallies of both versions
 * @param comparisons of the last look; empty when none was compared
 */
export function versions(tallies, rollout, comparisons) {
  const { stable, canary } = rollout.policy.versions;
  const columns = [`stable ${stable}`, `canary ${canary}`, "difference"];
  return [
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Both versions side by side" },
      h(
        "table",
        { class: "versions" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, "figure"),
            columns.map((column, index) => h("th", { scope: "col", class: ["stable", "canary"][index] }, column)),
            h("th", { scope: "col", class: "against" }, "against the margin"),
          ),
        ),
        h(
          "tbody",
          null,
          FIGURES.map((figure) =>
            h(
              "tr",
              { "data-figure": figure.name },
              h("th", { scope: "row" }, figure.name, h("span", { class: "quiet" }, figure.means)),
              sideBySide(figure, tallies.versions[stable], tallies.versions[canary]).map((text, index) => h("td", { "data-column": columns[index] }, text)),
              h("td", { class: "against" }, against(figure, comparisons)),
            ),
          ),
        ),
      ),
    ),
    h("p", { class: "quiet" }, `Calls that began from ${moment(tallies.from)} to ${moment(tallies.to)}, and their outcome so far. The margin applies to calls of equal age: see the guardrails.`),
  ];
}

function against(figure, comparisons) {
  const comparison = comparisons.find(({ metric }) => metric === figure.metric);
  if (!comparison) {
    return h("span", { class: "quiet" }, figure.metric ? "no guardrail in the policy" : "shown only");
  }
  const [kind, words] = standing(comparison);
  return [
    h("span", { class: `badge ${kind}` }, words),
    comparison.gate ? null : h("span", { class: "quiet" }, " shown only"),
    compared(comparison) ? bar(comparison) : null,
  ];
}
