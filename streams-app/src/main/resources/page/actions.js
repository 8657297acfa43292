// What an operator may do. Each asks once more, names its effect, and takes a reason.

import { order, orderId } from "./api.js";
import { h } from "./dom.js";

const ACTIONS = {
  abort: {
    label: "Abort",
    effect: (rollout) => `All calls return to ${rollout.policy.versions.stable} once SSM holds 0: within seconds, unless SSM refuses it. This ends the rollout.`,
    when: (rollout) => rollout.state !== "ROLLED_BACK",
    danger: true,
    keys: "Alt+Shift+A",
  },
  pause: {
    label: "Pause",
    effect: (rollout) => `The share stays at ${rollout.share} % until somebody resumes. Harm still sends every call back.`,
    when: (rollout) => rollout.state === "BAKING",
  },
  resume: {
    label: "Resume",
    effect: (rollout) => `The rollout goes on, and ${rollout.share} % is written to SSM again.`,
    when: (rollout) => rollout.state === "PAUSED",
  },
  advance: {
    label: "Advance",
    effect: (rollout) => `${next(rollout)} % of the calls take the new version, whatever the judge says.`,
    when: (rollout) => rollout.state === "BAKING" && rollout.step < rollout.policy.steps.length - 2,
  },
  promote: {
    label: "Promote",
    effect: (rollout) => `Every call takes ${rollout.policy.versions.canary} once SSM holds 100, whatever the judge says. This ends the rollout.`,
    when: (rollout) => rollout.state === "BAKING" || rollout.state === "PAUSED",
  },
  restart: {
    label: "Restart",
    effect: (rollout) => `A new rollout begins at ${rollout.policy.steps[0]} %, with the same policy and no evidence yet.`,
    when: (rollout) => rollout.state === "PROMOTED" || rollout.state === "ROLLED_BACK",
  },
};

function next(rollout) {
  return rollout.policy.steps[Math.min(rollout.step + 1, rollout.policy.steps.length - 1)];
}

/** The one button that a card has, of a rollout that goes on. */
export function abortButton(current, caller, done) {
  const rollout = current();
  return caller?.role === "OPERATOR" && (rollout.state === "BAKING" || rollout.state === "PAUSED") ? button("abort", current, caller, done) : null;
}

/**
 * The buttons that are of use now; none for those who may only look.
 *
 * @param current tells the rollout as it stands whenever it is asked
 */
export function actions(current, caller, done) {
  const rollout = current();
  if (caller?.role !== "OPERATOR") {
    return h("p", { class: "quiet" }, "You can look; to pause, promote or abort you need a token with the role operator.");
  }
  return h(
    "div",
    { class: "actions", role: "group", "aria-label": "What you can do" },
    Object.keys(ACTIONS)
      .filter((name) => ACTIONS[name].when(rollout))
      .map((name) => button(name, current, caller, done)),
  );
}

function button(name, current, caller, done) {
  const action = ACTIONS[name];
  const rollout = current();
  return h(
    "button",
    {
      type: "button",
      class: action.danger ? "danger" : null,
      "data-order": name,
      "aria-keyshortcuts": action.keys,
      "aria-label": `${action.label} ${rollout.policy.title}`,
      title: action.keys ? `${action.label} (${action.keys})` : null,
      onclick: () => ask(name, action, current, caller, done),
    },
    action.label,
  );
}

function ask(name, action, current, caller, done) {
  const rollout = current();
  const id = orderId();
  const reason = h("input", { id: "reason", name: "reason", maxlength: 200, autocomplete: "off" });
  const refusal = h("p", { class: "refusal", role: "alert" });
  const confirm = h("button", { type: "submit", class: action.danger ? "danger" : "primary" }, action.label);
  const dialog = h(
    "dialog",
    { "aria-labelledby": "dialog-title" },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "dialog-title" }, `${action.label} ${rollout.policy.title}?`),
      h("p", null, action.effect(rollout)),
      h("label", { for: "reason" }, "Why (shown in the history)"),
      reason,
      refusal,
      h(
        "p",
        { class: "buttons" },
        confirm,
        h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
        h("span", { class: "quiet" }, `as ${caller.name ?? "somebody on this machine"}`),
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name !== "abort" && effects(current()) !== effects(rollout)) {
      refusal.textContent = "The rollout has changed since you asked. Cancel, and look again.";
      return;
    }
    confirm.disabled = true;
    refusal.textContent = "";
    try {
      await order(rollout.canary, name, id, { reason: reason.value.trim() || null, actor: caller.name ?? "page" });
      dialog.close();
      done();
    } catch (error) {
      refusal.textContent = error.message;
      confirm.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  (action.danger ? confirm : reason).focus();
}

/** What an order's effect depends on. */
const effects = ({ epoch, state, step, share, policyRevision }) => [epoch, state, step, share, policyRevision].join();
