// Every canary as a card.

import { canaryPath, get } from "./api.js";
import { sparkline } from "./charts.js";
import { h, Place } from "./dom.js";
import { length, time } from "./format.js";
import { metric, standing, state, verdict } from "./words.js";

const POINTS = 60;

export class Overview {
  #place;
  #cards = new Map();

  constructor(root) {
    const list = h("ul", { class: "cards" });
    root.replaceChildren(h("h1", null, "Canaries"), list);
    this.#place = new Place(list);
    document.title = "Canaries · flow-canary";
  }

  /** Asks for all of it. */
  async load() {
    const list = await get("/canaries");
    const rollouts = list.canaries.map((view) => view.rollout).filter(Boolean);
    await Promise.all(rollouts.map((rollout) => this.#loadCard(rollout)));
    this.#draw(list.missing);
  }

  async #loadCard(rollout) {
    const path = canaryPath(rollout.canary).replace("/api/v1", "");
    const [verdicts, evidence, explanation] = await Promise.all([
      get(`${path}/verdicts?limit=1`),
      get(`${path}/evidence?points=${POINTS}`),
      get(`${path}/explanation`),
    ]);
    this.#cards.set(rollout.canary, { rollout, verdict: verdicts.verdicts[0], evidence: evidence.guardrails, explanation });
  }

  /** What the service tells is shown at once; what it entails is asked for. */
  heard(event) {
    const card = this.#cards.get(event.data.canary);
    if (card && event.name === "verdict") {
      card.verdict = event.data;
    } else if (card && event.name === "rollout") {
      card.rollout = event.data;
    }
    this.#draw();
    return true;
  }

  #draw(missing = []) {
    const cards = [...this.#cards.values()].sort((a, b) => Number(active(b)) - Number(active(a)) || a.rollout.canary.localeCompare(b.rollout.canary));
    this.#place.show([cards, missing], () => [
      cards.length === 0 ? h("li", { class: "card" }, "No canary has had a rollout yet. ", h("code", null, "flow-canary start policies/main-ivr.yaml")) : null,
      cards.map(draw),
      missing.length > 0 ? h("li", { class: "card warn" }, "Not all canaries: some instances cannot be asked at the moment.") : null,
    ]);
  }
}

const active = (card) => card.rollout.state === "BAKING" || card.rollout.state === "PAUSED";

function draw({ rollout, verdict: last, evidence, explanation }) {
  const steps = rollout.policy.steps;
  return h(
    "li",
    { class: `card ${rollout.state.toLowerCase()}`, "data-canary": rollout.canary },
    h("h2", null, h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}` }, rollout.policy.title)),
    h(
      "p",
      { class: "share" },
      h("strong", null, `${rollout.share} %`),
      ` ${state(rollout)}`,
      active({ rollout }) ? h("span", { class: "quiet" }, ` · step ${rollout.step + 1} of ${steps.length}`) : null,
      rollout.confirmedAt && last && active({ rollout })
        ? h("span", { class: "quiet" }, ` · ${length(Date.parse(last.judgedAt) - Date.parse(rollout.confirmedAt))} in this step`)
        : null,
    ),
    h("p", null, explanation.headline),
    last
      ? h("p", { class: "quiet" }, h("span", { class: `badge ${last.verdict.toLowerCase()}` }, verdict(last.verdict)), ` ${last.reason} at ${time(last.judgedAt)}`)
      : null,
    last && last.guardrails.length > 0
      ? h(
          "dl",
          { class: "sparks" },
          last.guardrails
            .filter((comparison) => comparison.gate)
            .map((comparison) => [
              h("dt", null, metric(comparison.metric)),
              h(
                "dd",
                null,
                sparkline(evidence[comparison.metric] ?? [], comparison.margin, metric(comparison.metric)),
                h("span", { class: `badge ${standing(comparison)[0]}` }, standing(comparison)[1]),
              ),
            ]),
        )
      : null,
    explanation.next
      ? h(
          "p",
          { class: "quiet" },
          explanation.next.earliest
            ? `${explanation.next.share} % at ${time(explanation.next.earliest)} at the earliest${explanation.next.byEvidence ? ", once the canary is shown to be no worse" : ""}`
            : `${explanation.next.share} % after SSM holds ${rollout.share} %`,
        )
      : null,
  );
}
