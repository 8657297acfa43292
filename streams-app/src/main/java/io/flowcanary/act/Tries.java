package io.flowcanary.act;

import io.flowcanary.record.ShareTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long one wanted share has been tried in vain, and what is to be reported of it: once it has been long, then only what is
 * different, and that seldom. For one thread.
 */
final class Tries {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Instant since;
    private long begun;
    private ShareTrouble reported;
    private long reportedAt;

    /** It worked, or something else is wanted. */
    void end() {
        since = null;
        reported = null;
    }

    /**
     * Another try failed.
     *
     * @param known what the rollout says already; null when nothing
     * @return what is to be reported now
     */
    Optional<ShareTrouble> failed(Problem problem, String held, ShareTrouble known, Instant now, long tick) {
        if (since == null) {
            since = now;
            begun = tick;
        }
        ShareTrouble trouble = trouble(problem, held);
        boolean told = trouble.like(known) || trouble.like(reported);
        boolean early = reported != null && tick - reportedAt < PATIENCE.toNanos();
        if (!tooLong(tick) || told || early) {
            return Optional.empty();
        }
        reported = trouble;
        reportedAt = tick;
        return Optional.of(trouble);
    }

    /** Whether they have failed for so long that people must know. */
    boolean tooLong(long tick) {
        return since != null && tick - begun >= PATIENCE.toNanos();
    }

    private ShareTrouble trouble(Problem problem, String held) {
        boolean refused = problem.kind() != Problem.Kind.RETRY && !problem.why().startsWith("refused");
        String why = (refused ? "refused, " : "") + problem.why();
        return new ShareTrouble(since, held, problem.cause(), problem.code(), why, problem.todo());
    }
}
