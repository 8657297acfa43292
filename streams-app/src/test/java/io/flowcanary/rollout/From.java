package io.flowcanary.rollout;

import io.flowcanary.judge.Fitness;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.Policy;
import java.util.function.UnaryOperator;

/** Every state but the rolled back one, and a way into it. */
enum From {
    UNCONFIRMED(play -> play.start(steps())),
    BAKING(play -> play.start(steps()).applied().minutes(3)),
    SECOND_STEP(play -> play.start(steps()).applied().minutes(31)),
    PAUSED_BY_A_STRANGER(play -> play.start(steps()).applied().strangerWrites()),
    PAUSED_BY_THE_DEADLINE(
            play -> play.start(steps()).judge(Fitness.UNDECIDED).skip(24 * 60).minutes(1)),
    PROMOTED(play ->
            play.start(steps()).applied().minutes(31).applied().minutes(31).applied());

    final UnaryOperator<Play> path;

    From(UnaryOperator<Play> path) {
        this.path = path;
    }

    private static Policy steps() {
        return Policies.guide("steps: [5, 25, 100]");
    }
}
