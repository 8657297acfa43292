package io.flowcanary.local.clock;

import java.time.Duration;

/**
 * How fast a clock may run when others must keep pace with it: as asked while they do, slower the further they fall behind,
 * at a crawl at last. Pure.
 *
 * @param asked shown seconds per real second, above 0: never exceeded
 */
public record Pace(double asked) {
    /** What a busy pipeline needs anyway: a minute of lateness, and a second or two on the way. */
    static final Duration AT_EASE = Duration.ofMinutes(4);

    /** As far behind as the pipeline may fall while it works at all. */
    static final Duration FAR_BEHIND = Duration.ofMinutes(10);

    static final long FEW_WAITING = 5_000;

    /** The most events that may wait anywhere: they take memory. */
    public static final long MOST_WAITING = 20_000;

    /** Real time: slow enough for any machine, and a pipeline that stands is still found to. */
    private static final double CRAWL = 1;

    /** From a crawl to full speed in so many real seconds. */
    private static final double RECOVERY_SECONDS = 10;

    public Pace {
        if (!(asked > 0) || Double.isInfinite(asked)) {
            throw new IllegalArgumentException("speed must be above 0 and finite, not " + asked);
        }
    }

    /** The slowest it ever gets: real time, or what was asked where that is less. */
    public double crawl() {
        return Math.min(asked, CRAWL);
    }

    /**
     * The speed from now on. It falls at once, and rises slowly: a pipeline that has just caught up is not overrun again.
     *
     * @param current shown seconds per real second
     * @param elapsed real time since {@code current} was chosen
     */
    public double next(double current, Lag lag, Duration elapsed) {
        double rise = asked / RECOVERY_SECONDS * elapsed.toNanos() / 1e9;
        return Math.max(crawl(), Math.min(allowed(lag), current + rise));
    }

    /** What this lag allows, however fast the clock ran before. */
    double allowed(Lag lag) {
        double byTime = left(lag.behind().toMillis(), AT_EASE.toMillis(), FAR_BEHIND.toMillis());
        double byNumber = left(lag.waiting(), FEW_WAITING, MOST_WAITING);
        return Math.max(crawl(), asked * Math.min(byTime, byNumber));
    }

    /** 1 up to {@code from}, 0 from {@code to} on, and a straight line between them. */
    private static double left(long value, long from, long to) {
        return Math.min(1, Math.max(0, (double) (to - value) / (to - from)));
    }

    /**
     * How far those who follow the clock are behind.
     *
     * @param behind of shown time: from the watermark to what the clock shows
     * @param waiting events that nobody has read yet
     */
    public record Lag(Duration behind, long waiting) {}
}
