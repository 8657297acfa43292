package io.flowcanary.local.demo;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.local.centre.Share;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A rollout that moves the share of the calls that it judges: the loop of contact centre, judge and parameter, closed without
 * a broker. Pure: the same envelopes lead to the same shares and verdicts, and so does a replay of them by the same policy.
 */
final class FollowedRollout implements Share {
    private final Policy policy;
    private final Replay replay;

    /** @param verdicts takes every verdict, in order */
    FollowedRollout(Policy policy, Consumer<Verdict> verdicts) {
        this.policy = policy;
        this.replay = new Replay(policy, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdicts);
    }

    /** Judges one more envelope. */
    void accept(String envelope) {
        replay.accept(envelope.getBytes(StandardCharsets.UTF_8));
    }

    /** After the last envelope: judges what event time has not reached yet. */
    void finish() {
        replay.finish();
    }

    /** The canary's percentage: the first step's until the rollout has begun. */
    int share() {
        return replay.rollout().map(Rollout::share).orElse(policy.steps().get(0));
    }

    boolean ended() {
        return replay.rollout().filter(rollout -> !rollout.state().active()).isPresent();
    }

    @Override
    public OptionalDouble percent(Instant callStart) {
        return OptionalDouble.of(share());
    }
}
