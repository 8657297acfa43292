// A rollout on one page, to print: how it ended, both versions, each guardrail, and what happened.

import { canaryPath, get } from "./api.js";
import { h } from "./dom.js";
import { count, decimal, moment, percent, points } from "./format.js";
import { bar, compared } from "./guardrails.js";
import { timeline } from "./timeline.js";
import { FIGURES, metric, standing, state, verdict } from "./words.js";

const LONGEST = 7 * 86400000;

export class Report {
  #root;
  #name;

  constructor(root, name) {
    this.#root = root;
    this.#name = name;
  }

  /** Asks for all of it. */
  async load() {
    const path = canaryPath(this.#name).replace("/api/v1", "");
    const [view, told, orders, explanation, source] = await Promise.all([
      get(path),
      get(`${path}/verdicts?told=true&limit=50`),
      get(`${path}/orders?limit=50`),
      get(`${path}/explanation`),
      get("/source"),
    ]);
    const rollout = view.rollout;
    const began = Date.parse(rollout.startedAt);
    const ended = rollout.state === "BAKING" || rollout.state === "PAUSED" ? Date.parse(source.countedUpTo ?? rollout.changedAt) : Date.parse(rollout.changedAt);
    const to = new Date(Math.max(ended, began + 60000)).toISOString();
    const from = new Date(Math.max(began, Date.parse(to) - LONGEST)).toISOString();
    const [tallies, last] = await Promise.all([get(`${path}/tallies?from=${from}&to=${to}`), get(`${path}/verdicts?limit=1&before=${Date.parse(to) + 60001}`)]);
    this.#draw(rollout, tallies, last.verdicts[0] ?? null, since(told.verdicts, began, "judgedAt"), since(orders.orders, began, "at"), explanation);
    return source;
  }

  heard(event) {
    return event.data.canary === this.#name;
  }

  #draw(rollout, tallies, last, told, orders, explanation) {
    const { stable, canary } = rollout.policy.versions;
    document.title = `${rollout.policy.title}: report · flow-canary`;
    this.#root.replaceChildren(
      h("p", { class: "path" }, h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}` }, rollout.policy.title), " / report"),
      h("p", { class: "buttons no-print" }, h("button", { type: "button", onclick: () => print() }, "Print, or save as PDF")),
      h("h1", null, `${rollout.policy.title}: ${state(rollout)}, ${rollout.share} %`),
      h("p", { class: "headline" }, explanation.headline),
      h("p", { class: "quiet" }, `Began ${moment(rollout.startedAt)}, last changed ${moment(rollout.changedAt)} by ${rollout.actor}: ${rollout.why}. Policy ${rollout.policyRevision}, steps ${rollout.policy.steps.join(", ")} %, judge ${rollout.policy.judge}, alpha ${decimal(100 * rollout.policy.alpha)} %.`),
      h("h2", null, "Both versions"),
      h(
        "table",
        { class: "versions" },
        h("thead", null, h("tr", null, h("th", { scope: "col" }, `calls from ${moment(tallies.from)} to ${moment(tallies.to)}`), h("th", { scope: "col" }, `stable ${stable}`), h("th", { scope: "col" }, `canary ${canary}`))),
        h("tbody", null, FIGURES.map(([name, , part, of]) => h("tr", null, h("th", { scope: "row" }, name), [stable, canary].map((version) => h("td", null, figure(tallies.versions[version], part, of)))))),
      ),
      h("h2", null, last ? `Guardrails at ${moment(last.judgedAt)}: ${verdict(last.verdict)}, ${last.reason}` : "Guardrails"),
      last ? h("table", { class: "compared" }, h("tbody", null, last.guardrails.map(row))) : h("p", null, "Nothing was judged."),
      last ? h("p", null, last.explanation) : null,
      h("h2", null, "What happened"),
      timeline(orders, told),
    );
  }
}

const since = (entries, began, name) => entries.filter((entry) => Date.parse(entry[name]) >= began);

function figure(tally, part, of) {
  if (!tally) {
    return "–";
  }
  return of ? percent(part(tally), of(tally)) : count(part(tally));
}

function row(comparison) {
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, metric(comparison.metric)),
    h("td", null, percent(comparison.stableBad, comparison.stableCalls)),
    h("td", null, percent(comparison.canaryBad, comparison.canaryCalls)),
    h("td", null, `${points(comparison.difference)} of ${decimal(comparison.margin)} points`),
    h("td", null, compared(comparison) ? bar(comparison) : null),
    h("td", null, standing(comparison)[1], comparison.gate ? "" : ", shown only"),
  );
}
