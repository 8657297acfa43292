package io.flowcanary.rollout;

import io.flowcanary.judge.Judge;
import io.flowcanary.record.Command;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Orders that bring a policy: a start, a start over, and another policy in the middle. */
final class Starting {
    private final Function<Policy, Judge> judges;

    Starting(Function<Policy, Judge> judges) {
        this.judges = judges;
    }

    Decision start(CanaryState state, Command.Start start, Instant at, Predicate<String> parameterTaken) {
        return begin(state, start, start.policy(), start.lease(), at, parameterTaken);
    }

    Decision restart(CanaryState state, Command.Restart restart, Instant at, Predicate<String> parameterTaken) {
        if (state.rollout() == null) {
            return Decision.refused(state, "nothing to restart: " + restart.canary() + " never had a rollout");
        }
        return begin(state, restart, state.rollout().policy(), null, at, parameterTaken);
    }

    private Decision begin(
            CanaryState state,
            Command.Order order,
            Policy policy,
            Long lease,
            Instant at,
            Predicate<String> parameterTaken) {
        if (state.active()) {
            return Decision.refused(
                    state,
                    "a rollout of " + order.canary() + " is active at "
                            + state.rollout().share() + " %: abort it before starting another");
        }
        Optional<LeaseGrant> held = state.leaseAt(at);
        if (held.isPresent() && !Long.valueOf(held.get().number()).equals(lease)) {
            return Decision.refused(
                    state, Leasing.held(held.get()) + ": start with its number, or wait until it is released");
        }
        Optional<String> problem = problem(order, policy);
        if (problem.isPresent()) {
            return Decision.refused(state, problem.get());
        }
        if (parameterTaken.test(policy.parameter())) {
            return Decision.refused(state, "another active rollout moves " + policy.parameter());
        }
        long epoch = state.rollout() == null ? 1 : state.rollout().epoch() + 1;
        Change change = new Change(at, order.actor(), Commands.orElse(order.reason(), "started"), null);
        Rollout begun = change.begin(policy, epoch);
        return Decision.of(
                state,
                state.with(begun, null).withDeadlineFrom(at).alarmed(null).unleased());
    }

    Decision changePolicy(CanaryState state, Command.ChangePolicy order, Instant at) {
        Rollout rollout = state.rollout();
        if (!state.active()) {
            return Decision.refused(
                    state, "no rollout of " + order.canary() + " is active: start one with this policy");
        }
        Policy policy = order.policy();
        Optional<String> problem = problem(order, policy).or(() -> notMidWay(rollout, policy));
        if (problem.isPresent()) {
            return Decision.refused(state, problem.get());
        }
        Change change = new Change(at, order.actor(), Commands.orElse(order.reason(), "another policy"), null);
        return Decision.of(state, state.with(change.judgeBy(rollout, policy), null));
    }

    private Optional<String> problem(Command.Order order, Policy policy) {
        if (policy == null || !policy.canary().equals(order.canary())) {
            return Optional.of("the command is for " + order.canary() + ", its policy for "
                    + (policy == null ? "none" : policy.canary()));
        }
        try {
            judges.apply(policy.requireAwsNames());
            return Optional.empty();
        } catch (InvalidPolicyException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What cannot change while calls come at a share that an earlier policy set. */
    private static Optional<String> notMidWay(Rollout rollout, Policy policy) {
        Policy before = rollout.policy();
        if (!policy.parameter().equals(before.parameter()) || !policy.dryRun().equals(before.dryRun())) {
            return Optional.of("parameter and dryRun cannot change while a rollout is active: abort it first");
        }
        int step = policy.steps().indexOf(rollout.share());
        return step >= 0 && step < policy.steps().size() - 1
                ? Optional.empty()
                : Optional.of("steps: " + policy.steps() + " do not hold the present share of " + rollout.share()
                        + " %: keep it among them, or abort first");
    }
}
