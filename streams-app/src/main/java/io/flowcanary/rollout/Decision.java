package io.flowcanary.rollout;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows from one command or one look.
 *
 * @param state to keep
 * @param rollout to publish; empty when nothing of it changed
 * @param verdicts to publish
 * @param refusal why a command did nothing, in plain words that say what to do; empty otherwise
 * @param answer to an order; empty after a look or a report
 */
public record Decision(
        CanaryState state,
        Optional<Rollout> rollout,
        List<Verdict> verdicts,
        Optional<String> refusal,
        Optional<Answer> answer) {

    static Decision nothing(CanaryState state) {
        return new Decision(state, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    static Decision refused(CanaryState state, String refusal) {
        return new Decision(state, Optional.empty(), List.of(), Optional.of(refusal), Optional.empty());
    }

    static Decision of(CanaryState before, CanaryState after, Verdict... verdicts) {
        Optional<Rollout> changed =
                Optional.ofNullable(after.rollout()).filter(rollout -> !rollout.equals(before.rollout()));
        return new Decision(after, changed, List.of(verdicts), Optional.empty(), Optional.empty());
    }

    /** The same, and the order is known from now on. */
    Decision remembering(Command.Order order) {
        return new Decision(state.remembering(order.id(), refusal.orElse("")), rollout, verdicts, refusal, answer);
    }

    /** The same with what the order's giver is told. */
    Decision answering(Command.Order order, Instant at) {
        Answer told = new Answer(
                order.id(),
                order.canary(),
                Messages.name(order),
                at,
                order.actor(),
                order.reason(),
                refusal.orElse(null),
                state.rollout(),
                state.leaseAt(at).orElse(null));
        return new Decision(state, rollout, verdicts, refusal, Optional.of(told));
    }
}
