// One canary: both versions side by side, what the judge makes of them, what happened, and what you can do.

import { actions } from "./actions.js";
import { canaryPath, get, Refused } from "./api.js";
import { evidence as evidenceChart, figure as figureChart } from "./charts.js";
import { h, Place } from "./dom.js";
import { downloads } from "./export.js";
import { FIGURES } from "./figures.js";
import { duration, moment, notBefore } from "./format.js";
import { gate, rule } from "./gate.js";
import { guardrails } from "./guardrails.js";
import { head } from "./head.js";
import { source } from "./source.js";
import { timeline } from "./timeline.js";
import { versions } from "./versions.js";
import { metric, state } from "./words.js";

const WINDOWS = { rollout: "this rollout", PT30M: "30 minutes", PT1H: "1 hour", PT6H: "6 hours", PT24H: "24 hours" };
const TOLD = 100;
const POINTS = 400;
const MINUTE = 60000;
const DAY = 24 * 60 * MINUTE;
const CHARTED = FIGURES.filter((figure) => figure.charted);

export class Canary {
  #name;
  #context;
  #places = {};
  #data = null;
  #figure = "Abandoned";
  #guardrail = null;

  /** @param context `caller()`, and `refresh()` to ask again */
  constructor(root, name, context) {
    this.#name = name;
    this.#context = context;
    const section = (id, title) => {
      const body = h("div", { id });
      this.#places[id] = new Place(body);
      return title ? h("section", { "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), body) : body;
    };
    root.replaceChildren(
      section("moment"),
      section("head"),
      section("actions"),
      section("versions", "Side by side"),
      section("guardrails", "Guardrails"),
      section("over-time", "Over time"),
      section("evidence", "Evidence"),
      section("history", "What happened"),
      section("gate", "The gate in the flow"),
      section("rule", "What the simple point rule would say"),
      section("source", "Where the figures come from"),
      section("take", "Download"),
    );
  }

  get window() {
    const asked = new URLSearchParams(location.search).get("window");
    return asked in WINDOWS ? asked : "rollout";
  }

  /** The moment that is looked at; null when it is now. */
  get at() {
    const asked = new URLSearchParams(location.search).get("at");
    return asked && !Number.isNaN(Date.parse(asked)) ? new Date(asked).toISOString() : null;
  }

  /** Asks for all of it. */
  async load() {
    const path = canaryPath(this.#name);
    const at = this.at;
    const [view, known] = await Promise.all([get(path), get("/source")]);
    const { rollout: latest, lease } = view;
    if (!latest) {
      throw new Refused(404, { detail: `${this.#name} never had a rollout` });
    }
    const before = at ? `&before=${Date.parse(at) + 1}` : "";
    const orders = await get(`${path}/orders?limit=${TOLD}${before}`);
    const rollout = at && !notBefore(at, latest.startedAt) ? (orders.orders.find((order) => order.rollout)?.rollout ?? latest) : latest;
    const [from, to] = this.#span(rollout, known);
    const [tallies, minutes, glance, told, deployments] = await Promise.all([
      get(`${path}/tallies?from=${iso(from)}&to=${iso(to)}`),
      get(`${path}/tallies?by=minute&from=${iso(Math.max(from, to - DAY))}&to=${iso(to)}`),
      get(`${path}/glance?points=${POINTS}${at ? `&at=${at}` : ""}`),
      get(`${path}/verdicts?told=true&limit=${TOLD}${before}`),
      get(`${path}/gate?status=200`),
    ]);
    this.#data = {
      rollout,
      lease,
      tallies,
      minutes,
      ...judged(glance),
      told: told.verdicts,
      orders: orders.orders,
      deployments,
      source: known,
    };
    this.#draw();
    return known;
  }

  /** From when to when the calls began that are shown, epoch milliseconds. */
  #span(rollout, { countedUpTo }) {
    const ended = rollout.state === "PROMOTED" || rollout.state === "ROLLED_BACK";
    const now = Date.parse(countedUpTo ?? rollout.changedAt);
    if (this.window !== "rollout") {
      const end = this.at ? Date.parse(this.at) : now;
      return [end - duration(this.window), end];
    }
    const began = Date.parse(rollout.startedAt);
    const end = this.at ? Date.parse(this.at) : ended ? Date.parse(rollout.changedAt) : now;
    return end <= began ? [began, began + MINUTE] : [Math.max(began, end - 7 * DAY), end];
  }

  /** What the service tells is shown with its words, as soon as they are had; what else it entails is asked for. */
  heard(event) {
    if (event.data.canary !== this.#name || !this.#data || this.at) {
      return false;
    }
    this.#show(event);
    return true;
  }

  async #show({ name, data }) {
    const glance = await get(`${canaryPath(this.#name)}/glance?points=${POINTS}`).catch(() => null);
    Object.assign(this.#data, glance && judged(glance), name === "rollout" && { rollout: data });
    this.#draw();
  }

  #draw() {
    if (!this.#places.head.element.isConnected) {
      return;
    }
    const data = this.#data;
    const { rollout, verdict: last, explanation, compared } = data;
    const at = this.at;
    const caller = this.#context.caller();
    const places = this.#places;
    const comparisons = compared?.guardrails ?? [];
    document.title = `${rollout.policy.title}: ${state(rollout)} · flow-canary`;

    places.moment.show(at, () => at && h("p", { class: "moment" }, `As it stood at ${moment(at)}. `, h("a", { href: location.pathname }, "Show it live")));
    places.head.show([rollout, last, explanation, data.lease, at], () => head(data, at, this.#link(last?.judgedAt ?? rollout.changedAt)));
    places.actions.show([rollout, caller, at], () => !at && actions(() => this.#data.rollout, caller, () => this.#context.refresh()));
    places.versions.show([data.tallies.versions, data.tallies.from, minute(data.tallies.to), comparisons], () => [this.#windows(), versions(data.tallies, rollout, comparisons)]);
    places.guardrails.show(compared, () => guardrails(compared));
    places["over-time"].show([data.minutes.minutes, this.#figure], () => this.#overTime());
    places.evidence.show([data.evidence, this.#guardrail], () => this.#evidence());
    places.history.show([data.orders, data.told], () => timeline(data.orders, data.told, (instant) => this.#link(instant)));
    places.gate.show([compared?.gate, data.deployments, at], () => gate(compared, at ? null : data.deployments));
    places.rule.show(compared?.threshold ?? null, () => rule(compared));
    places.source.show([data.source.events, data.source.lag, data.tallies.versions], () => source(data.source, data.tallies, rollout));
    places.take.show(this.#name, () => downloads(this.#name, () => this.#data.minutes, () => this.#data.told));
    document.documentElement.dataset.verdict = last?.id ?? "";
  }

  /** The permanent link to a moment. */
  #link(instant) {
    return `${location.pathname}?window=${this.window}&at=${instant}`;
  }

  #windows() {
    return h(
      "nav",
      { class: "windows", "aria-label": "Calls of" },
      Object.entries(WINDOWS).map(([key, words]) => {
        const query = new URLSearchParams(location.search);
        query.set("window", key);
        return h("a", { href: `${location.pathname}?${query}`, "aria-current": key === this.window ? "true" : null }, words);
      }),
    );
  }

  #overTime() {
    const { minutes, rollout } = this.#data;
    if (minutes.minutes.length === 0) {
      return h("p", { class: "quiet" }, "No call began in this time.");
    }
    const shown = CHARTED.find(({ name }) => name === this.#figure);
    return [
      choice("Figure", CHARTED.map(({ name }) => [name, name]), shown.name, (chosen) => {
        this.#figure = chosen;
        this.#draw();
      }),
      figureChart(minutes.minutes, rollout.policy.versions, shown),
    ];
  }

  #evidence() {
    const names = Object.keys(this.#data.evidence);
    if (names.length === 0) {
      return h("p", { class: "quiet" }, "There is no evidence yet, or the policy's judge does not keep any.");
    }
    const shown = names.includes(this.#guardrail) ? this.#guardrail : names[0];
    return [
      choice("Guardrail", names.map((name) => [name, metric(name)]), shown, (chosen) => {
        this.#guardrail = chosen;
        this.#draw();
      }),
      evidenceChart(this.#data.evidence[shown], metric(shown).toLowerCase()),
    ];
  }
}

const judged = ({ verdict = null, compared = null, explanation, evidence }) => ({ verdict, compared, explanation, evidence });
const minute = (instant) => Math.floor(Date.parse(instant) / MINUTE);
const iso = (milliseconds) => new Date(milliseconds).toISOString();

function choice(label, values, chosen, choose) {
  const select = h("select", { onchange: () => choose(select.value) }, values.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return h("label", { class: "choice" }, `${label} `, select);
}
