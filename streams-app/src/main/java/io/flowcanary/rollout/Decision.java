package io.flowcanary.rollout;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What follows from one command or one look.
 *
 * @param state to keep
 * @param rollout to publish; empty when nothing of it changed
 * @param verdicts to publish
 * @param refusal why a command did nothing, in plain words, for the log; empty otherwise
 */
public record Decision(CanaryState state, Optional<Rollout> rollout, List<Verdict> verdicts, Optional<String> refusal) {

    static Decision nothing(CanaryState state) {
        return new Decision(state, Optional.empty(), List.of(), Optional.empty());
    }

    static Decision refused(CanaryState state, String refusal) {
        return new Decision(state, Optional.empty(), List.of(), Optional.of(refusal));
    }

    static Decision of(CanaryState before, CanaryState after, Verdict... verdicts) {
        Optional<Rollout> changed =
                Optional.ofNullable(after.rollout()).filter(rollout -> !rollout.equals(before.rollout()));
        return new Decision(after, changed, List.of(verdicts), Optional.empty());
    }
}
