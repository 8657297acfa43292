// Downloads: figures as CSV for a spreadsheet or as JSON.

import { h } from "./dom.js";

export function downloads(canary, tallies, verdicts) {
  return h(
    "p",
    { class: "buttons" },
    button("Tallies as CSV", `${canary}-tallies.csv`, "text/csv", () => csv(tallyRows(tallies()))),
    button("Tallies as JSON", `${canary}-tallies.json`, "application/json", () => JSON.stringify(tallies(), null, 2)),
    button("Verdicts as CSV", `${canary}-verdicts.csv`, "text/csv", () => csv(verdictRows(verdicts()))),
    button("Verdicts as JSON", `${canary}-verdicts.json`, "application/json", () => JSON.stringify(verdicts(), null, 2)),
  );
}

function button(label, file, type, text) {
  return h(
    "button",
    {
      type: "button",
      onclick: () => {
        const url = URL.createObjectURL(new Blob([text()], { type }));
        h("a", { href: url, download: file.replaceAll(/[^\w.-]/g, "_") }).click();
        URL.revokeObjectURL(url);
      },
    },
    label,
  );
}

const FIGURES = ["started", "ended", "abandoned", "transferred", "contained", "ivrHangup", "errored", "handled", "handleMs", "talkMs", "shortAbandoned"];
const GENESYS = ["offered", "answered", "abandoned", "transferred"];

function tallyRows(tallies) {
  return [
    ["minute", "complete", "version", ...FIGURES, ...GENESYS.map((name) => `genesys.${name}`)],
    ...tallies.minutes.flatMap((minute) =>
      Object.entries(minute.versions).map(([version, tally]) => [
        minute.start,
        minute.complete,
        version,
        ...FIGURES.map((name) => tally[name]),
        ...GENESYS.map((name) => tally.genesys[name]),
      ]),
    ),
  ];
}

function verdictRows(verdicts) {
  return [
    ["judgedAt", "verdict", "reason", "share", "told", "explanation"],
    ...verdicts.map((entry) => [entry.judgedAt, entry.verdict, entry.reason, entry.share, entry.transition, entry.explanation]),
  ];
}

/** Rows as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csv(rows) {
  const cell = (value) => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
