package io.flowcanary.cli;

import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import java.util.Optional;

/** How waiting for a rollout ended. The exit codes are what pipelines go by. */
enum Outcome {
    PROMOTED(0, "promoted"),
    ROLLED_BACK(3, "rolled back"),
    HELD(4, "held past its deadline"),
    UNDECIDED(5, "still undecided");

    private final int exit;
    private final String words;

    Outcome(int exit, String words) {
        this.exit = exit;
        this.words = words;
    }

    /** Empty while the rollout can still come to something without anybody's help, and until SSM holds its last share. */
    static Optional<Outcome> of(Rollout rollout) {
        boolean inForce = rollout.inForce();
        return switch (rollout.state()) {
            case PROMOTED -> inForce ? Optional.of(PROMOTED) : Optional.empty();
            case ROLLED_BACK -> inForce ? Optional.of(ROLLED_BACK) : Optional.empty();
            case PAUSED -> rollout.pause() == Pause.DEADLINE ? Optional.of(HELD) : Optional.empty();
            case BAKING -> Optional.empty();
        };
    }

    int exit() {
        return exit;
    }

    String words() {
        return words;
    }
}
