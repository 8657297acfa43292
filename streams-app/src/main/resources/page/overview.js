// Every canary as a card.

import { abortButton } from "./actions.js";
import { canaryPath, get } from "./api.js";
import { sparkline } from "./charts.js";
import { h, Place } from "./dom.js";
import { length, moment, notBefore, time } from "./format.js";
import { inForce, metric, standing, state, verdict } from "./words.js";

const POINTS = 60;

export class Overview {
  #context;
  #list;
  #cards = new Map();
  #notes;
  #heard = new Set();

  /** @param context `caller()`, and `refresh()` to ask again */
  constructor(root, context) {
    this.#context = context;
    this.#list = h("ul", { class: "cards" });
    const notes = h("div");
    root.replaceChildren(h("h1", null, "Canaries"), notes, this.#list);
    this.#notes = new Place(notes);
    document.title = "Canaries · flow-canary";
  }

  /** Asks for all of it; after a change, for the cards that changed. */
  async load() {
    const changed = [...this.#heard];
    this.#heard.clear();
    if (changed.length > 0 && changed.every((name) => this.#cards.has(name))) {
      await this.#loadCards(changed.map((name) => this.#cards.get(name).data.rollout));
    } else {
      const { canaries, missing } = await get("/canaries");
      const rollouts = canaries.map((view) => view.rollout).filter(Boolean);
      await this.#loadCards(rollouts);
      this.#notes.show([rollouts.length, missing], () => [
        rollouts.length === 0 && missing.length === 0 ? h("p", null, "No canary has had a rollout yet: ", h("code", null, "flow-canary start policies/main-ivr.yaml")) : null,
        missing.length > 0 ? h("p", { class: "refusal" }, "Some canaries may be missing: some instances do not answer at the moment. What you see of theirs may be out of date.") : null,
      ]);
    }
  }

  /** What can be had is shown, whatever else cannot. */
  async #loadCards(rollouts) {
    const loaded = await Promise.allSettled(rollouts.map((rollout) => this.#loadCard(rollout)));
    this.#draw();
    const failed = loaded.find(({ status }) => status === "rejected");
    if (failed) {
      throw failed.reason;
    }
  }

  async #loadCard(rollout) {
    const path = canaryPath(rollout.canary);
    const { verdict, compared, evidence, explanation } = await get(`${path}/glance?points=${POINTS}`);
    const known = this.#cards.get(rollout.canary);
    const data = { rollout: newer(known?.data.rollout, rollout), verdict, comparisons: compared?.guardrails ?? [], evidence, explanation };
    if (known) {
      known.data = data;
    } else {
      this.#cards.set(rollout.canary, { data, place: new Place(h("li", { "data-canary": rollout.canary })) });
    }
  }

  /** What changed is asked for. */
  heard(event) {
    this.#heard.add(event.data.canary);
    if (event.name === "rollout" && this.#cards.has(event.data.canary)) {
      this.#cards.get(event.data.canary).data.rollout = event.data;
    }
    return true;
  }

  #draw() {
    const cards = [...this.#cards.values()].sort((a, b) => Number(active(b.data)) - Number(active(a.data)) || a.data.rollout.canary.localeCompare(b.data.rollout.canary));
    const caller = this.#context.caller();
    cards.forEach(({ data, place }) => {
      place.element.className = `card ${data.rollout.state.toLowerCase()}`;
      place.show([data, caller], () => card(data, caller, () => this.#context.refresh()));
    });
    const elements = cards.map(({ place }) => place.element);
    if (elements.some((element, index) => this.#list.children[index] !== element)) {
      this.#list.replaceChildren(...elements);
    }
  }
}

/** The stream may have told of a later one while the other was on its way. */
function newer(known, asked) {
  const later = known && (known.epoch > asked.epoch || (known.epoch === asked.epoch && notBefore(changed(known), changed(asked))));
  return later ? known : asked;
}

const changed = (rollout) => [rollout.changedAt, rollout.confirmedAt, rollout.notInForce?.since].filter(Boolean).reduce((a, b) => (notBefore(a, b) ? a : b));

const active = ({ rollout }) => rollout.state === "BAKING" || rollout.state === "PAUSED";

function card({ rollout, verdict: last, comparisons, evidence, explanation }, caller, done) {
  const steps = rollout.policy.steps;
  const going = active({ rollout });
  const inStep = rollout.confirmedAt && !rollout.notInForce && last && going ? Date.parse(last.judgedAt) - Date.parse(rollout.confirmedAt) : null;
  return [
    h("h2", null, h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}` }, rollout.policy.title)),
    h(
      "p",
      { class: "share" },
      h("strong", null, `${rollout.share} %`),
      inForce(rollout) ? "" : " wanted,",
      ` ${state(rollout)}`,
      going ? h("span", { class: "quiet" }, ` · step ${rollout.step + 1} of ${steps.length}`) : null,
      inStep === null ? null : h("span", { class: "quiet" }, ` · ${length(inStep)} in this step`),
    ),
    h("p", { class: rollout.notInForce ? "lacking" : null }, explanation.headline),
    last ? h("p", { class: "quiet" }, h("span", { class: `badge ${last.verdict.toLowerCase()}` }, verdict(last.verdict)), ` ${moment(last.judgedAt)}`) : null,
    comparisons.length === 0
      ? null
      : h(
          "dl",
          { class: "sparks" },
          comparisons
            .filter((comparison) => comparison.gate)
            .map((comparison) => {
              const [kind, words] = standing(comparison);
              return [
                h("dt", null, metric(comparison.metric)),
                h("dd", null, sparkline(evidence[comparison.metric] ?? [], comparison.margin, metric(comparison.metric)), h("span", { class: `badge ${kind}` }, words)),
              ];
            }),
        ),
    explanation.next ? h("p", { class: "quiet" }, next(explanation.next, rollout, last)) : null,
    going ? h("p", { class: "buttons" }, abortButton(() => rollout, caller, done)) : null,
  ];
}

function next({ share, earliest, byEvidence }, rollout, last) {
  return earliest
    ? `Next: ${share} % at ${time(earliest, last?.judgedAt ?? rollout.changedAt)} at the earliest${byEvidence ? ", once the canary is shown to be no worse" : ""}`
    : `Next: ${share} % some time after SSM holds ${rollout.share} %`;
}
