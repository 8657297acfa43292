// Charts over time. Lines of one colour a version; what may still change is drawn thin and dashed.

import uPlot from "/page/uplot.js";
import { h, svg } from "./dom.js";
import { sideBySide, sum } from "./figures.js";
import { decimal, hour, odds, points } from "./format.js";

const HEIGHT = 220;
const MINUTE = 60000;
const MOST_BINS = 120;
const LEAST_BINS = 12;
const ENOUGH_CALLS = 10;
const SIZES = [1, 2, 5, 10, 15, 30, 60, 120, 240];
const TICKS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
/** Minutes after which hardly any call changes any more. */
const MATURE = 20;
const charts = new Set();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

window.addEventListener("resize", () => charts.forEach((chart) => chart.fit()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((chart) => chart.redraw()));

/** A figure with a chart in it, drawn once it is on the page. */
function chart(caption, label, options, data) {
  const box = h("div", { class: "chart", role: "img", "aria-label": label });
  const figure = h("figure", null, box, h("figcaption", null, caption));
  let plot = null;
  const drawn = {
    redraw() {
      drawn.end();
      plot = new uPlot({ width: box.clientWidth || 600, height: HEIGHT, padding: [null, 28, null, null], ...options() }, data, box);
    },
    fit() {
      plot?.setSize({ width: box.clientWidth, height: HEIGHT });
    },
    /** A page that stays open all day draws thousands: one that has left it is let go. */
    gone: () => plot !== null && !box.isConnected,
    end() {
      plot?.destroy();
      plot = null;
    },
  };
  for (const old of [...charts].filter((other) => other.gone())) {
    old.end();
    charts.delete(old);
  }
  charts.add(drawn);
  requestAnimationFrame(() => (box.isConnected ? drawn.redraw() : charts.delete(drawn)));
  return figure;
}

function axes(value) {
  const grid = { stroke: colour("--line"), width: 1 };
  return [
    { stroke: colour("--quiet"), grid, incrs: TICKS, values: (_, ticks) => ticks.map((tick) => hour(tick * 1000)) },
    { stroke: colour("--quiet"), grid, size: 64, values: (_, ticks) => ticks.map(value) },
  ];
}

/** One figure of both versions by the time at which calls began. */
export function figure(minutes, versions, shown) {
  const size = binSize(minutes, versions.canary);
  const line = (label, colourName, thin) => ({
    label,
    stroke: colour(colourName),
    width: thin ? 1 : 2,
    dash: thin ? [4, 4] : undefined,
    value: (_, value) => (value === null || value === undefined ? "–" : `${decimal(value)}${shown.unit}`),
    points: { show: false },
  });
  return chart(
    `${shown.name}, by the ${size === 1 ? "minute" : `${size} minutes`} in which the calls began. Dashed: these calls may still change.`,
    `${shown.name} over time: ${latest(minutes, versions, shown)}`,
    () => ({
      scales: { x: { time: true }, y: { range: (_, low, high) => [0, Math.max((high ?? 0) * 1.1, 5)] } },
      series: [
        {},
        line(`stable ${versions.stable}`, "--stable"),
        line(`canary ${versions.canary}`, "--canary"),
        line("stable, may change", "--stable", true),
        line("canary, may change", "--canary", true),
      ],
      axes: axes((value) => `${value}${shown.unit}`),
    }),
    bins(minutes, versions, shown, size),
  );
}

function latest(minutes, versions, shown) {
  const [stable, canary] = [versions.stable, versions.canary].map((version) => sum(minutes.map((minute) => minute.versions[version]).filter(Boolean)));
  const [a, b] = sideBySide(shown, stable, canary);
  return `stable ${a}, canary ${b}`;
}

/** Minutes in one point of a line: enough for some of the canary's calls, since a rate of one call is 0 or 100 %. */
function binSize(minutes, canary) {
  const calls = minutes.reduce((total, minute) => total + (minute.versions[canary]?.started ?? 0), 0);
  const span = (Date.parse(minutes.at(-1).start) - Date.parse(minutes[0].start)) / MINUTE + 1;
  const wanted = Math.max(span / MOST_BINS, Math.min((ENOUGH_CALLS * span) / Math.max(1, calls), span / LEAST_BINS));
  return SIZES.find((size) => size >= wanted) ?? SIZES.at(-1);
}

function bins(minutes, versions, shown, size) {
  const byTime = Map.groupBy(minutes, (minute) => Math.floor(Date.parse(minute.start) / (size * MINUTE)));
  const columns = [[], [], [], [], []];
  for (const [index, bin] of byTime) {
    const settled = bin.every((minute) => minute.completeAge >= MATURE);
    columns[0].push((index * size * MINUTE) / 1000);
    [versions.stable, versions.canary].forEach((version, column) => {
      const value = shown.value(sum(bin.map((minute) => minute.versions[version]).filter(Boolean)));
      const drawn = value === null ? null : shown.axis(value);
      columns[1 + column].push(settled ? drawn : null);
      columns[3 + column].push(settled ? null : drawn);
    });
  }
  return joined(columns);
}

/** The dashed line begins where the solid one ends. */
function joined(columns) {
  for (const [solid, dashed] of [[columns[1], columns[3]], [columns[2], columns[4]]]) {
    const first = dashed.findIndex((value) => value !== null);
    if (first > 0 && solid[first - 1] !== null) {
      dashed[first - 1] = solid[first - 1];
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
    `Evidence about ${name}, in odds. Red: that the canary is worse; shown at the dashed line. Green: that it is no worse; it may be promoted at the dashed line.`,
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
