// One canary: both versions side by side, what the judge makes of them, what happened, and what one can do.

import { actions } from "./actions.js";
import { canaryPath, get, Refused } from "./api.js";
import { evidence as evidenceChart, rates } from "./charts.js";
import { h, Place } from "./dom.js";
import { downloads } from "./export.js";
import { count, decimal, duration, length, moment, odds, percent, points, seconds, time } from "./format.js";
import { guardrails } from "./guardrails.js";
import { timeline } from "./timeline.js";
import { FIGURES, metric, state, verdict } from "./words.js";

const WINDOWS = { PT30M: "30 minutes", PT1H: "1 hour", PT6H: "6 hours", PT24H: "24 hours" };
const TOLD = 100;
const POINTS = 400;
const NONE = { started: 0, ended: 0, abandoned: 0, transferred: 0, contained: 0, ivrHangup: 0, errored: 0, handled: 0, handleMs: 0, talkMs: 0 };

export class Canary {
  #name;
  #context;
  #places = {};
  #data = null;
  #metric = "Abandoned";
  #guardrail = null;

  /** @param context `caller()`, and `refresh()` to ask anew */
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
      section("take", "Take along"),
    );
  }

  get window() {
    const asked = new URLSearchParams(location.search).get("window");
    return asked in WINDOWS ? asked : "PT1H";
  }

  /** The moment that is looked at; null when it is now. */
  get at() {
    const asked = new URLSearchParams(location.search).get("at");
    return asked && !Number.isNaN(Date.parse(asked)) ? new Date(asked).toISOString() : null;
  }

  /** Asks for all of it. */
  async load() {
    const path = canaryPath(this.#name).replace("/api/v1", "");
    const at = this.at;
    const to = at ?? null;
    const from = at ? new Date(Date.parse(at) - duration(this.window)).toISOString() : null;
    const span = at ? `from=${from}&to=${to}` : `window=${this.window}`;
    const evidenceSpan = at ? `&from=${new Date(Date.parse(at) - 86400000).toISOString()}&to=${to}` : "";
    const before = at ? `&before=${Date.parse(at) + 1}` : "";
    const [view, tallies, minutes, verdicts, told, orders, evidence, explanation, gate, source] = await Promise.all([
      get(path),
      get(`${path}/tallies?${span}`),
      get(`${path}/tallies?by=minute&${span}`),
      get(`${path}/verdicts?limit=1${before}`),
      get(`${path}/verdicts?told=true&limit=${TOLD}${before}`),
      get(`${path}/orders?limit=${TOLD}${before}`),
      get(`${path}/evidence?points=${POINTS}${evidenceSpan}`),
      get(`${path}/explanation`),
      get(`${path}/gate?status=200`),
      get("/source"),
    ]);
    if (!view.rollout) {
      throw new Refused(404, { detail: `${this.#name} never had a rollout` });
    }
    this.#data = {
      rollout: view.rollout,
      lease: view.lease,
      tallies,
      minutes,
      verdict: verdicts.verdicts[0] ?? null,
      told: told.verdicts,
      orders: orders.orders,
      evidence: evidence.guardrails,
      explanation,
      gate,
      source,
    };
    this.#draw();
    return source;
  }

  /** What the service tells is shown at once; what it entails is asked for. */
  heard(event) {
    if (event.data.canary !== this.#name || !this.#data || this.at) {
      return false;
    }
    if (event.name === "verdict") {
      this.#data.verdict = event.data;
    } else if (event.name === "rollout") {
      this.#data.rollout = event.data;
    }
    this.#draw();
    return true;
  }

  #draw() {
    const data = this.#data;
    const { rollout, verdict: last, explanation } = data;
    const caller = this.#context.caller();
    const places = this.#places;
    document.title = `${rollout.policy.title}: ${state(rollout)} · flow-canary`;
    document.documentElement.dataset.verdict = last?.id ?? "";

    places.moment.show(this.at, () =>
      this.at ? h("p", { class: "moment" }, `As it stood at ${moment(this.at)}. `, h("a", { href: location.pathname }, "Show it live")) : null,
    );
    places.head.show([rollout, last, explanation, data.lease, this.at], () => this.#head());
    places.actions.show([rollout, caller, this.at], () => (this.at ? null : actions(rollout, caller, () => this.#context.refresh())));
    places.versions.show([data.tallies, rollout.policy.versions, this.window], () => this.#versions());
    places.guardrails.show(last?.guardrails ?? [], () => guardrails(last?.guardrails ?? []));
    places["over-time"].show([data.minutes, this.#metric], () => this.#overTime());
    places.evidence.show([data.evidence, this.#guardrail], () => this.#evidence());
    places.history.show([data.orders, data.told], () => timeline(data.orders, data.told));
    places.gate.show([last?.gate ?? null, data.gate], () => this.#gate());
    places.rule.show(last?.threshold ?? null, () => this.#rule());
    places.source.show([data.source.events, data.source.lag, data.tallies], () => this.#source());
    places.take.show(this.#name, () => downloads(this.#name, () => this.#data.minutes, () => this.#data.told));
  }

  #head() {
    const { rollout, verdict: last, explanation, lease } = this.#data;
    const policy = rollout.policy;
    const shown = this.at ? (last?.share ?? rollout.share) : rollout.share;
    return [
      h("p", { class: "path" }, h("a", { href: "/" }, "Canaries"), " / ", rollout.canary),
      h("h1", null, policy.title),
      h(
        "p",
        { class: `standing ${rollout.state.toLowerCase()}` },
        h("strong", { class: "big" }, `${shown} %`),
        " of the calls take ",
        h("span", { class: "canary" }, policy.versions.canary),
        this.at ? null : ` · ${state(rollout)}`,
        policy.dryRun ? h("span", { class: "badge" }, "dry run: nothing is written") : null,
        !this.at && !rollout.confirmedAt && !policy.dryRun ? h("span", { class: "badge unclear" }, "not yet in force in SSM") : null,
      ),
      steps(rollout, shown),
      last
        ? h(
            "p",
            { class: "verdict" },
            h("span", { class: `badge ${last.verdict.toLowerCase()}` }, verdict(last.verdict)),
            h("span", { class: "headline" }, this.at ? last.explanation : explanation.headline),
          )
        : h("p", { class: "verdict headline" }, explanation.headline),
      last ? h("details", null, h("summary", null, `Why: ${last.reason}, judged ${moment(last.judgedAt)}`), h("p", null, last.explanation), this.#why()) : null,
      this.at ? null : next(explanation.next, rollout),
      lease ? h("p", { class: "quiet" }, `Lease ${lease.number} of the deployment gate is held by ${lease.holder} until ${time(lease.until)}.`) : null,
      h(
        "p",
        { class: "quiet" },
        `Last changed ${moment(rollout.changedAt)} by ${rollout.actor}: ${rollout.why} · `,
        h("a", { href: `${location.pathname}?window=${this.window}&at=${last?.judgedAt ?? rollout.changedAt}` }, "link to this moment"),
        " · ",
        h("a", { href: `/canaries/${encodeURIComponent(rollout.canary)}/report` }, "report to print"),
      ),
    ];
  }

  #why() {
    return h(
      "ul",
      null,
      this.#data.explanation.why.map((why) => h("li", null, h("strong", null, why.reason), `: ${why.means}. What you can do: ${why.todo}.`)),
    );
  }

  #versions() {
    const { tallies, rollout } = this.#data;
    const { stable, canary } = rollout.policy.versions;
    const ofStable = tallies.versions[stable] ?? NONE;
    const ofCanary = tallies.versions[canary] ?? NONE;
    const row = (name, means, a, b, difference) =>
      h("tr", null, h("th", { scope: "row" }, name, h("span", { class: "quiet" }, means)), h("td", null, a), h("td", null, b), h("td", null, difference));
    return [
      this.#windows(),
      h(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": "Both versions side by side" },
        h(
          "table",
          { class: "versions" },
          h("thead", null, h("tr", null, h("th", { scope: "col" }, ""), h("th", { scope: "col", class: "stable" }, `stable ${stable}`), h("th", { scope: "col", class: "canary" }, `canary ${canary}`), h("th", { scope: "col" }, "difference"))),
          h(
            "tbody",
            null,
            FIGURES.map(([name, means, part, of]) =>
              of
                ? row(name, means, percent(part(ofStable), of(ofStable)), percent(part(ofCanary), of(ofCanary)), difference(part, of, ofStable, ofCanary))
                : row(name, means, count(part(ofStable)), count(part(ofCanary)), ""),
            ),
            row("Average handle time", "Talk, hold and after-call work of the agents, per handled call.", mean(ofStable.handleMs, ofStable), mean(ofCanary.handleMs, ofCanary), ""),
            row("Handle time, median", "Half of the handled calls took less.", seconds(ofStable.handleP50Ms), seconds(ofCanary.handleP50Ms), ""),
            row("Handle time, 90th percentile", "Nine of ten handled calls took less.", seconds(ofStable.handleP90Ms), seconds(ofCanary.handleP90Ms), ""),
            row("Talk time", "Agents talking with callers, per handled call.", mean(ofStable.talkMs, ofStable), mean(ofCanary.talkMs, ofCanary), ""),
          ),
        ),
      ),
      h("p", { class: "quiet" }, `Calls that began from ${moment(tallies.from)} to ${moment(tallies.to)}, and what has become of them so far. Guardrails below compare calls of equal age.`),
    ];
  }

  #windows() {
    return h(
      "nav",
      { class: "windows", "aria-label": "Calls of" },
      Object.entries(WINDOWS).map(([iso, words]) => {
        const query = new URLSearchParams(location.search);
        query.set("window", iso);
        return h("a", { href: `${location.pathname}?${query}`, "aria-current": iso === this.window ? "true" : null }, words);
      }),
    );
  }

  #overTime() {
    const { minutes, rollout } = this.#data;
    if (minutes.minutes.length === 0) {
      return h("p", { class: "quiet" }, "No call began in this time.");
    }
    const [name, , part, of] = FIGURES.find(([label]) => label === this.#metric);
    const maturity = of ? 20 : 0;
    return [
      choice("Figure", FIGURES.map(([label]) => label), this.#metric, (chosen) => {
        this.#metric = chosen;
        this.#draw();
      }),
      rates(minutes.minutes, rollout.policy.versions, name, part, of, maturity),
    ];
  }

  #evidence() {
    const names = Object.keys(this.#data.evidence);
    if (names.length === 0) {
      return h("p", { class: "quiet" }, "There is no evidence yet, or the policy's judge does not keep any.");
    }
    const shown = names.includes(this.#guardrail) ? this.#guardrail : names[0];
    return [
      choice("Guardrail", names, shown, (chosen) => {
        this.#guardrail = chosen;
        this.#draw();
      }, metric),
      evidenceChart(this.#data.evidence[shown], metric(shown).toLowerCase()),
    ];
  }

  #gate() {
    const { verdict: last, gate } = this.#data;
    const deployment = h("p", null, h("span", { class: `badge ${gate.open ? "fine" : "unclear"}` }, gate.open ? "open" : "closed"), ` The deployment gate: ${gate.reason}.`);
    if (!last?.gate) {
      return [h("p", { class: "quiet" }, "The gate's calls are looked at once both versions have some."), deployment];
    }
    const all = last.gate.canaryCalls + last.gate.stableCalls;
    const row = (name, ln) =>
      h("tr", { class: ln >= Math.log(1000) ? "worse" : null }, h("th", { scope: "row" }, name), h("td", null, `${odds(ln)} to 1`), h("td", null, ln >= Math.log(1000) ? "alarm" : "no alarm"));
    return [
      h("p", null, `${last.gate.share} % is set; ${count(last.gate.canaryCalls)} of ${count(all)} calls (${percent(last.gate.canaryCalls, all)}) went to the canary.`),
      h(
        "table",
        null,
        h("caption", { class: "quiet" }, "Odds against a fair gate; an alarm stands at 1,000 to 1."),
        h("tbody", null, row("Another share than is set", last.gate.lnSplit), Object.entries(last.gate.lnContexts).map(([name, ln]) => row(`The branch can be told from the ${name}`, ln))),
      ),
      deployment,
    ];
  }

  #rule() {
    const rule = this.#data.verdict?.threshold;
    return rule
      ? h("p", null, h("span", { class: `badge ${rule.verdict.toLowerCase()}` }, verdict(rule.verdict)), ` ${rule.explanation}. It compares plain rates again and again, and chance crosses a fixed margin sooner or later: it is shown, not followed.`)
      : h("p", { class: "quiet" }, "Nothing was compared yet.");
  }

  #source() {
    const { source, tallies, rollout } = this.#data;
    const late = Object.entries(tallies.versions).map(([version, tally]) => [version, Object.values(tally.late ?? {}).reduce((sum, value) => sum + value, 0)]);
    const skipped = Object.entries(source.events).filter(([name]) => name !== "counted" && name !== "heartbeat");
    return [
      h("p", null, source.countedUpTo ? `Every event up to ${moment(source.countedUpTo)} is counted.` : "Not every partition of the source has spoken yet.", source.lag === undefined ? " How much waits in the source is not known." : ` ${count(source.lag)} records wait in the source.`),
      h("p", null, "Came too late to be evidence: ", late.map(([version, sum]) => `${version} ${count(sum)}`).join(", ") || "none", "."),
      h("details", null, h("summary", null, "Events by what became of them"), h("dl", { class: "events" }, Object.entries(source.events).map(([name, value]) => [h("dt", null, name), h("dd", null, count(value))]))),
      skipped.length === 0 ? null : h("p", { class: "quiet" }, `${count(skipped.reduce((sum, [, value]) => sum + value, 0))} records were skipped, each for a named reason.`),
      h("p", { class: "quiet" }, `Policy ${rollout.policyRevision}: alpha ${decimal(100 * rollout.policy.alpha)} %, ${rollout.policy.guardrails.length} guardrails, judge ${rollout.policy.judge}.`),
    ];
  }
}

function steps(rollout, share) {
  return h(
    "ol",
    { class: "steps", "aria-label": "Steps of the share" },
    rollout.policy.steps.map((step, index) =>
      h("li", { class: step === share ? "now" : step < share ? "done" : null, "aria-current": step === share ? "step" : null }, `${step} %`, index === rollout.policy.steps.length - 1 ? " (all)" : ""),
    ),
  );
}

function next(outlook, rollout) {
  if (!outlook) {
    return null;
  }
  const when = outlook.earliest ? `at ${time(outlook.earliest)} at the earliest` : `${length(duration(rollout.policy.bake))} after SSM holds ${rollout.share} %, at the earliest`;
  return h(
    "p",
    null,
    h("strong", null, "Next: "),
    `${outlook.share} % ${when}, if nothing stands in the way${outlook.byEvidence ? " and the canary is shown to be no worse" : ""}. Undecided by ${moment(outlook.deadline)}: ${outlook.then}.`,
  );
}

function difference(part, of, stable, canary) {
  return of(stable) > 0 && of(canary) > 0 ? `${points((100 * part(canary)) / of(canary) - (100 * part(stable)) / of(stable))} points` : "–";
}

const mean = (sum, tally) => (tally.handled > 0 ? seconds(sum / tally.handled) : "–");

function choice(label, values, chosen, choose, words = (value) => value) {
  const select = h("select", { onchange: () => choose(select.value) }, values.map((value) => h("option", { value, selected: value === chosen }, words(value))));
  return h("label", { class: "choice" }, `${label} `, select);
}
