// Charts over time. Lines of one colour a version; what may still change is drawn thin and dashed.

import uPlot from "/page/uplot.js";
import { h, svg } from "./dom.js";
import { odds, percent, points, time } from "./format.js";

const HEIGHT = 220;
const MOST_BINS = 120;
const charts = new Set();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

window.addEventListener("resize", () => {
  charts.forEach((chart) => chart.fit());
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((chart) => chart.redraw()));

/** A figure with a chart in it, drawn once it is on the page. */
function chart(caption, label, options, data) {
  const box = h("div", { class: "chart", role: "img", "aria-label": label });
  const figure = h("figure", null, box, h("figcaption", null, caption));
  let plot = null;
  const drawn = {
    redraw() {
      plot?.destroy();
      plot = new uPlot({ width: box.clientWidth || 600, height: HEIGHT, ...options() }, data, box);
    },
    fit() {
      if (!box.isConnected) {
        charts.delete(drawn);
      } else {
        plot?.setSize({ width: box.clientWidth, height: HEIGHT });
      }
    },
  };
  charts.add(drawn);
  requestAnimationFrame(() => drawn.redraw());
  return figure;
}

function axes(value) {
  const grid = { stroke: colour("--line"), width: 1 };
  return [
    { stroke: colour("--quiet"), grid, values: (_, ticks) => ticks.map((tick) => time(tick * 1000)) },
    { stroke: colour("--quiet"), grid, size: 64, values: (_, ticks) => ticks.map(value) },
  ];
}

/** Some figure of both versions by the minute in which calls began; `of` is null for plain counts. */
export function rates(minutes, versions, name, part, of, maturity) {
  const binned = bins(minutes, versions, part, of, maturity);
  const line = (label, colourName, thin) => ({
    label,
    stroke: colour(colourName),
    width: thin ? 1 : 2,
    dash: thin ? [4, 4] : undefined,
    spanGaps: false,
    value: (_, value) => (value === null || value === undefined ? "–" : of ? `${value.toFixed(1)} %` : value),
    points: { show: false },
  });
  return chart(
    `${name}, by the minute in which the calls began. Dashed: these calls may still change.`,
    `${name} over time: ${latest(minutes, versions, part, of)}`,
    () => ({
      scales: { x: { time: true }, y: { range: (_, low, high) => [0, Math.max(high * 1.1, of ? 1 : 5)] } },
      series: [
        {},
        line(`stable ${versions.stable}`, "--stable"),
        line(`canary ${versions.canary}`, "--canary"),
        line("stable, may change", "--stable", true),
        line("canary, may change", "--canary", true),
      ],
      axes: axes((value) => (of ? `${value} %` : value)),
    }),
    binned,
  );
}

function latest(minutes, versions, part, of) {
  const sum = (version, figure) => minutes.reduce((total, minute) => total + (minute.versions[version] ? figure(minute.versions[version]) : 0), 0);
  const told = (version) => (of ? percent(sum(version, part), sum(version, of)) : sum(version, part));
  return `stable ${told(versions.stable)}, canary ${told(versions.canary)}`;
}

function bins(minutes, versions, part, of, maturity) {
  const size = Math.max(1, Math.ceil(minutes.length / MOST_BINS));
  const columns = [[], [], [], [], []];
  for (let first = 0; first < minutes.length; first += size) {
    const bin = minutes.slice(first, first + size);
    const settled = bin.every((minute) => minute.completeAge >= maturity);
    columns[0].push(Date.parse(bin[0].start) / 1000);
    [versions.stable, versions.canary].forEach((version, index) => {
      const tallies = bin.map((minute) => minute.versions[version]).filter(Boolean);
      const shown = tallies.reduce((total, tally) => total + part(tally), 0);
      const all = of ? tallies.reduce((total, tally) => total + of(tally), 0) : 1;
      const value = all > 0 && tallies.length > 0 ? (of ? (100 * shown) / all : shown) : null;
      columns[1 + index].push(settled ? value : null);
      columns[3 + index].push(settled ? null : value);
    });
  }
  return joined(columns);
}

/** The dashed line begins where the solid one ends. */
function joined(columns) {
  for (const [solid, dashed] of [[columns[1], columns[3]], [columns[2], columns[4]]]) {
    for (let i = 1; i < solid.length; i++) {
      if (dashed[i] !== null && dashed[i - 1] === null && solid[i - 1] !== null) {
        dashed[i - 1] = solid[i - 1];
        break;
      }
    }
  }
  return columns;
}

/** Evidence of one guardrail against what it must reach. */
export function evidence(series, name) {
  const last = series.at(-1);
  const log10 = (ln) => ln / Math.LN10;
  const level = (label, colourName) => ({ label, stroke: colour(colourName), width: 1, dash: [6, 4], points: { show: false } });
  const told = (_, value) => (value === null || value === undefined ? "–" : `${odds(value * Math.LN10)} to 1`);
  return chart(
    `Evidence about ${name}, in odds. Red: the canary is worse; at its dashed line every call goes back. Green: it is no worse; at its dashed line it may be promoted.`,
    `Evidence about ${name}: harm ${odds(last.lnHarm)} of ${odds(last.lnHarmNeeded)}, no worse ${odds(last.lnNonInferiority)} of ${odds(last.lnNonInferiorityNeeded)}`,
    () => ({
      scales: { x: { time: true }, y: { range: (_, low, high) => [Math.min(-1, low), Math.max(2.2, high)] } },
      series: [
        {},
        { label: "harm", stroke: colour("--worse"), width: 2, points: { show: false }, value: told },
        { label: "no worse", stroke: colour("--fine"), width: 2, points: { show: false }, value: told },
        { ...level("rolls back", "--worse"), value: told },
        { ...level("suffices", "--fine"), value: told },
      ],
      axes: axes((value) => odds(value * Math.LN10)),
    }),
    [
      series.map((point) => Date.parse(point.at) / 1000),
      series.map((point) => log10(point.lnHarm)),
      series.map((point) => log10(point.lnNonInferiority)),
      series.map((point) => log10(point.lnHarmNeeded)),
      series.map((point) => log10(point.lnNonInferiorityNeeded)),
    ],
  );
}

/** The difference over time as a small line against the margin, for a card. */
export function sparkline(series, margin, name) {
  const width = 96;
  const height = 24;
  const known = series.filter((point) => point.difference !== undefined);
  if (known.length < 2) {
    return svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${name}: nothing yet` });
  }
  const begin = Date.parse(known[0].at);
  const span = Math.max(1, Date.parse(known.at(-1).at) - begin);
  const x = (point) => ((Date.parse(point.at) - begin) / span) * width;
  const y = (value) => height / 2 - (Math.max(-2, Math.min(2, value / margin)) * height) / 4.4;
  return svg(
    "svg",
    { class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${name}: now ${points(known.at(-1).difference)} points` },
    svg("line", { class: "bar-zero", x1: 0, x2: width, y1: y(0), y2: y(0) }),
    svg("line", { class: "bar-margin", x1: 0, x2: width, y1: y(margin), y2: y(margin) }),
    svg("polyline", { class: "spark-line", points: known.map((point) => `${x(point).toFixed(1)},${y(point.difference).toFixed(1)}`).join(" ") }),
  );
}
