// What happened to a canary: orders, verdicts that people were told of, other hands; the newest first.

import { h } from "./dom.js";
import { moment } from "./format.js";
import { verdict } from "./words.js";

export function timeline(orders, verdicts) {
  const entries = [
    ...orders.map((order) => ({
      at: order.at,
      kind: order.refusal ? "refused" : "order",
      what: order.refusal ? `${order.order} was refused` : order.order,
      who: order.actor,
      why: order.refusal ?? order.reason,
      share: order.rollout?.share,
    })),
    ...verdicts
      .filter((entry) => entry.transition)
      .map((entry) => ({
        at: entry.judgedAt,
        kind: entry.verdict.toLowerCase(),
        what: `${verdict(entry.verdict)} (${entry.reason})`,
        who: null,
        why: entry.explanation,
        share: entry.share,
      })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (entries.length === 0) {
    return h("p", { class: "quiet" }, "Nothing happened yet.");
  }
  return h(
    "ol",
    { class: "timeline" },
    entries.map((entry) =>
      h(
        "li",
        { class: entry.kind },
        h("time", { datetime: entry.at }, moment(entry.at)),
        h("strong", null, entry.what),
        entry.share === undefined ? null : h("span", { class: "badge" }, `${entry.share} %`),
        entry.who ? h("span", { class: "quiet" }, `by ${entry.who}`) : null,
        entry.why ? h("p", null, entry.why) : null,
      ),
    ),
  );
}
