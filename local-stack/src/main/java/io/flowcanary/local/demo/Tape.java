package io.flowcanary.local.demo;

import io.flowcanary.local.centre.Recording;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/** Writes a recording's lines, has the rollout judge them if one is followed, and shows how far it is. */
final class Tape implements Recording.Listener {
    private static final long PROGRESS_LINES = 1 << 14;

    private final Writer target;
    private final Optional<FollowedRollout> rollout;
    private final boolean watched = System.console() != null;
    private long lines;

    Tape(Writer target, Optional<FollowedRollout> rollout) {
        this.target = target;
        this.rollout = rollout;
    }

    @Override
    public void hear(String envelope) throws IOException {
        target.append(envelope).append('\n');
        rollout.ifPresent(followed -> followed.accept(envelope));
        if (watched && ++lines % PROGRESS_LINES == 0) {
            String share = rollout.map(followed -> ", share " + followed.share() + " %")
                    .orElse("");
            System.err.printf(Locale.ROOT, "\r\u001b[K%,d envelopes%s", lines, share);
        }
    }

    @Override
    public boolean wantsCalls() {
        return rollout.filter(FollowedRollout::ended).isEmpty();
    }

    /** Takes the progress off the terminal. */
    void end() {
        if (watched) {
            System.err.print("\r\u001b[K");
        }
    }
}
