package io.flowcanary.plan;

import java.util.SplittableRandom;

/** Calls drawn by chance. Equal seeds draw alike. For one thread. */
public final class Chance {
    /** Above so many trials, a binomial number is drawn from its normal approximation, whose error no simulation of ours shows. */
    private static final double MANY = 1000;

    private final SplittableRandom random;

    /** Chance that begins at a seed. */
    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** How many calls come in a stretch of time in which {@code mean} are expected: a Poisson number. */
    public int arrivals(double mean) {
        if (mean > MANY) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        int calls = 0;
        for (double gone = gap(); gone < mean; gone += gap()) {
            calls++;
        }
        return calls;
    }

    /** How many of so many calls show what each shows with this probability: a binomial number. */
    public int bad(int calls, double rate) {
        if (calls * rate * (1 - rate) > MANY) {
            double drawn = calls * rate + Math.sqrt(calls * rate * (1 - rate)) * random.nextGaussian();
            return (int) Math.min(calls, Math.max(0, Math.round(drawn)));
        }
        int bad = 0;
        for (int i = 0; i < calls; i++) {
            bad += random.nextDouble() < rate ? 1 : 0;
        }
        return bad;
    }

    private double gap() {
        return -Math.log1p(-random.nextDouble());
    }
}
