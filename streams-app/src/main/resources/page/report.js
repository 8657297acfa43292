// A rollout on one page, to print: how it ended, both versions, each guardrail, and what happened.

import { canaryPath, get, Refused } from "./api.js";
import { h, Place } from "./dom.js";
import { FIGURES, sideBySide } from "./figures.js";
import { decimal, moment, notBefore, percentOf, points } from "./format.js";
import { bar, compared } from "./guardrails.js";
import { timeline } from "./timeline.js";
import { inForce, metric, standing, state, verdict } from "./words.js";

const LONGEST = 7 * 86400000;
/** More would not fit on the page; the canary's page has all of it. */
const MOST_ENTRIES = 8;

export class Report {
  #place;
  #name;

  constructor(root, name) {
    this.#name = name;
    const body = h("div", { class: "report" });
    root.replaceChildren(body);
    this.#place = new Place(body);
  }

  /** Asks for all of it. */
  async load() {
    const path = canaryPath(this.#name);
    const [view, told, orders, glance, source] = await Promise.all([
      get(path),
      get(`${path}/verdicts?told=true&limit=50`),
      get(`${path}/orders?limit=50`),
      get(`${path}/glance?points=2`),
      get("/source"),
    ]);
    const rollout = view.rollout;
    if (!rollout) {
      throw new Refused(404, { detail: `${this.#name} never had a rollout` });
    }
    const began = Date.parse(rollout.startedAt);
    const ended = rollout.state === "BAKING" || rollout.state === "PAUSED" ? Date.parse(source.countedUpTo ?? rollout.changedAt) : Date.parse(rollout.changedAt);
    const to = new Date(Math.max(ended, began + 60000)).toISOString();
    const from = new Date(Math.max(began, Date.parse(to) - LONGEST)).toISOString();
    const tallies = await get(`${path}/tallies?from=${from}&to=${to}`);
    const shown = {
      rollout,
      tallies,
      last: glance.compared ?? null,
      told: told.verdicts.filter((entry) => notBefore(entry.judgedAt, rollout.startedAt)),
      orders: orders.orders.filter((entry) => notBefore(entry.at, rollout.startedAt)),
      explanation: glance.explanation,
    };
    document.title = `${rollout.policy.title}: report · flow-canary`;
    this.#place.show(shown, () => report(shown));
    return source;
  }

  heard(event) {
    return event.data.canary === this.#name;
  }
}

function report({ rollout, tallies, last, told, orders, explanation }) {
  const { policy } = rollout;
  const { stable, canary } = policy.versions;
  return [
    h("p", { class: "path no-print" }, h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}` }, policy.title), " / report"),
    h("p", { class: "buttons no-print" }, h("button", { type: "button", onclick: () => print() }, "Print, or save as PDF")),
    h("h1", null, `${policy.title}: ${state(rollout)}, ${rollout.share} %${inForce(rollout) ? "" : " wanted"}`),
    h("p", { class: "headline" }, explanation.headline),
    h(
      "p",
      { class: "quiet" },
      `Began ${moment(rollout.startedAt)}, last changed ${moment(rollout.changedAt)} by ${rollout.actor}: ${rollout.why}. Policy ${rollout.policyRevision}, steps ${policy.steps.join(", ")} %, judge ${policy.judge}, alpha ${decimal(100 * policy.alpha)} %.`,
    ),
    h("h2", null, "Both versions"),
    h(
      "table",
      { class: "versions" },
      h(
        "thead",
        null,
        h("tr", null, [`calls from ${moment(tallies.from)} to ${moment(tallies.to)}`, `stable ${stable}`, `canary ${canary}`, "difference"].map((text) => h("th", { scope: "col" }, text))),
      ),
      h("tbody", null, FIGURES.map((figure) => h("tr", null, h("th", { scope: "row" }, figure.name), sideBySide(figure, tallies.versions[stable], tallies.versions[canary]).map((text) => h("td", null, text))))),
    ),
    h("h2", null, last ? `Guardrails at ${moment(last.judgedAt)}: ${verdict(last.verdict)}, ${last.reason}` : "Guardrails"),
    last ? h("table", { class: "compared" }, h("thead", null, h("tr", null, ["guardrail", `stable ${stable}`, `canary ${canary}`, "of the margin", "interval", ""].map((text) => h("th", { scope: "col" }, text)))), h("tbody", null, last.guardrails.map(row))) : h("p", null, "Nothing was compared."),
    h("h2", null, "What happened"),
    timeline(orders, told, null, MOST_ENTRIES),
  ];
}

function row(comparison) {
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, metric(comparison.metric)),
    h("td", null, percentOf(comparison.stableBad, comparison.stableCalls)),
    h("td", null, percentOf(comparison.canaryBad, comparison.canaryCalls)),
    h("td", null, `${points(comparison.difference)} of ${decimal(comparison.margin)} points`),
    h("td", null, compared(comparison) ? bar(comparison) : null),
    h("td", null, standing(comparison)[1], comparison.gate ? "" : ", shown only"),
  );
}
