// What happened to a canary: orders, verdicts that raised an alert, other people's writes; newest first.

import { h } from "./dom.js";
import { moment } from "./format.js";
import { verdict } from "./words.js";

const OTHER_HANDS = ["EXTERNAL_CHANGE", "FLOW_CHANGED", "NOT_IN_FORCE"];
const OF_THE_SHARE = { NOT_IN_FORCE: "The share is not in force", IN_FORCE: "The share is in force again" };

/**
 * @param link to the page of a moment; null on paper
 * @param most entries that are shown
 */
export function timeline(orders, verdicts, link, most = Infinity) {
  const entries = [...orders.map(ofOrder), ...verdicts.map(ofVerdict)].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (entries.length === 0) {
    return h("p", { class: "quiet" }, "Nothing happened yet.");
  }
  const more = entries.length - most;
  return [
    h("ol", { class: "timeline" }, entries.slice(0, most).map((entry) => item(entry, link))),
    more > 0 ? h("p", { class: "quiet" }, `And ${more} earlier ones.`) : null,
  ];
}

function ofOrder(order) {
  return {
    at: order.at,
    kind: order.refusal ? "refused" : "order",
    what: order.refusal ? `${order.order} was refused` : order.order,
    who: order.actor,
    why: order.refusal ?? order.reason,
    share: order.rollout?.share,
  };
}

function ofVerdict(told) {
  return {
    at: told.judgedAt,
    kind: OTHER_HANDS.includes(told.reason) ? "external" : told.verdict.toLowerCase(),
    what: OF_THE_SHARE[told.reason] ?? `${verdict(told.verdict)} (${told.reason})`,
    told: true,
    why: told.explanation,
    share: told.share,
  };
}

function item(entry, link) {
  const at = h("time", { datetime: entry.at }, moment(entry.at));
  return h(
    "li",
    { class: entry.kind },
    link ? h("a", { href: link(entry.at), title: "How it stood then" }, at) : at,
    h("strong", null, entry.what),
    entry.share === undefined ? null : h("span", { class: "badge" }, `${entry.share} %`),
    entry.told ? h("span", { class: "badge" }, "alert") : null,
    entry.who ? h("span", { class: "quiet" }, `by ${entry.who}`) : null,
    entry.why ? h("p", null, entry.why) : null,
  );
}
