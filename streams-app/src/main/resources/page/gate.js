// The gate in the flow, the deployment lock, and the point rule: what else to know when reading the canary's figures.

import { h } from "./dom.js";
import { count, odds, percentOf } from "./format.js";
import { verdict } from "./words.js";

const ALARM = Math.log(1000);

/**
 * @param last verdict with a look at the gate; null without any
 * @param deployments how the deployment lock stands; null of another moment than now
 */
export function gate(last, deployments) {
  const deployment = deployments && h("p", null, h("span", { class: `badge ${deployments.open ? "fine" : "unclear"}` }, deployments.open ? "open" : "closed"), ` The deployment lock: ${deployments.reason}.`);
  if (!last?.gate) {
    return [h("p", { class: "quiet" }, "The gate is checked once both versions have calls."), deployment];
  }
  const { share, canaryCalls, stableCalls, lnSplit, lnContexts } = last.gate;
  const all = canaryCalls + stableCalls;
  return [
    h("p", null, `${share} % was set; ${count(canaryCalls)} of ${count(all)} calls (${percentOf(canaryCalls, all)}) went to the canary.`),
    h(
      "table",
      null,
      h("caption", { class: "quiet" }, "Odds against a fair gate; the alarm is at 1,000 to 1."),
      h("tbody", null, row("A different share than is set", lnSplit), Object.entries(lnContexts).map(([name, ln]) => row(`The branch can be predicted from the ${name}`, ln))),
    ),
    deployment,
  ];
}

function row(name, ln) {
  return h("tr", { class: ln >= ALARM ? "worse" : null }, h("th", { scope: "row" }, name), h("td", null, `${odds(ln)} to 1`), h("td", null, ln >= ALARM ? "alarm" : "no alarm"));
}

export function rule(last) {
  const said = last?.threshold;
  return said
    ? h("p", null, h("span", { class: `badge ${said.verdict.toLowerCase()}` }, verdict(said.verdict)), ` ${said.explanation}. It compares plain rates again and again, and chance crosses a fixed margin sooner or later: it is shown and decides nothing.`)
    : h("p", { class: "quiet" }, "Nothing was compared yet.");
}
