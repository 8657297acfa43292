package io.flowcanary.local.clock;

import java.time.Duration;

/**
 * How fast a clock may run when others must keep pace with it: as asked while they do, slower the further they fall behind,
 * at a crawl at last. Pure.
 *
 * @param asked shown seconds per real second, above 0: never exceeded
 */
public record Pace(double asked) {
    /** Events count as in time for so long after their time: the watermark is always as far behind. */
    static final Duration LATENESS = Duration.ofMinutes(1);

    /** Real seconds that events are on their way where all is well. */
    static final double AT_EASE_SECONDS = 2;

    /** Real seconds, at the speed that was asked for, after which the clock only crawls. */
    static final double FAR_BEHIND_SECONDS = 5;

    static final long FEW_WAITING = 4_000;

    /** The most events that may wait: they take memory. */
    public static final long MOST_WAITING = 12_000;

    /** Real time: slow enough for any machine, and a pipeline that stands is still found to. */
    private static final double CRAWL = 1;

    /** Of what was asked for, while nobody knows yet how fast the pipeline is. */
    private static final double TO_BEGIN_WITH = 0.15;

    /** Shown time to let pass before anything is counted: enough for first figures, and little to work off. */
    static final Duration HEAD_START = Duration.ofSeconds(30);

    /** From a crawl to full speed in so many real seconds: a JVM that has just started is slow for about as long. */
    private static final double RECOVERY_SECONDS = 20;

    public Pace {
        if (!(asked > 0) || Double.isInfinite(asked)) {
            throw new IllegalArgumentException("speed must be above 0 and finite, not " + asked);
        }
    }

    /** The speed to begin with. */
    public double first() {
        return Math.max(crawl(), asked * TO_BEGIN_WITH);
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
        double onTheWay = lag.behind().minus(LATENESS).toMillis() / 1_000.0 / asked;
        double byTime = left(onTheWay, AT_EASE_SECONDS, FAR_BEHIND_SECONDS);
        double byNumber = left(lag.waiting(), FEW_WAITING, MOST_WAITING);
        double allowed = Math.max(crawl(), asked * Math.min(byTime, byNumber));
        if (lag.counting()) {
            return allowed;
        }
        return lag.behind().compareTo(HEAD_START) < 0 ? Math.min(first(), allowed) : crawl();
    }

    /** 1 up to {@code from}, 0 from {@code to} on, and a straight line between them. */
    private static double left(double value, double from, double to) {
        return Math.min(1, Math.max(0, (to - value) / (to - from)));
    }

    /**
     * How far those who follow the clock are behind.
     *
     * @param behind of shown time: from the watermark to what the clock shows
     * @param waiting events that nobody has read yet
     * @param counting whether anything was counted yet
     */
    public record Lag(Duration behind, long waiting, boolean counting) {}
}
