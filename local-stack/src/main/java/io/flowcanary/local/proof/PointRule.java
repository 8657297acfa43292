package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import java.util.ArrayDeque;
import java.util.Deque;

/** The guide's rule: the rates of the last hour, compared as they are. */
final class PointRule implements Rule {
    /** Canary calls below which it says nothing. */
    static final int MIN_CALLS = 20;

    private static final int WINDOW_MINUTES = 60;

    private record Ended(int minute, Block block) {}

    private final double margin;
    private final int everyMinutes;
    private final Deque<Ended> window = new ArrayDeque<>();
    private Block sum = Block.EMPTY;
    private int polls;

    /**
     * A rule that has seen nothing.
     *
     * @param everyMinutes how often it looks: 1 on a stream
     */
    PointRule(double margin, int everyMinutes) {
        this.margin = margin;
        this.everyMinutes = everyMinutes;
    }

    @Override
    public boolean after(int minute, Block block) {
        read(minute, block);
        int due = (minute + 1) / everyMinutes;
        boolean looks = due > polls;
        polls = due;
        return looks && enough() && exceeded();
    }

    /** Takes in a block without looking. */
    void read(int minute, Block block) {
        window.addLast(new Ended(minute, block));
        sum = sum.plus(block);
        while (window.getFirst().minute() <= minute - WINDOW_MINUTES) {
            Block old = window.removeFirst().block();
            sum = new Block(
                    sum.stableCalls() - old.stableCalls(),
                    sum.stableBad() - old.stableBad(),
                    sum.canaryCalls() - old.canaryCalls(),
                    sum.canaryBad() - old.canaryBad());
        }
    }

    /** Whether it says anything. */
    boolean enough() {
        return sum.canaryCalls() >= MIN_CALLS && sum.stableCalls() > 0;
    }

    /** Whether the canary's rate is above stable's by more than the margin. */
    boolean exceeded() {
        return (double) sum.canaryBad() / sum.canaryCalls() - (double) sum.stableBad() / sum.stableCalls() > margin;
    }
}
