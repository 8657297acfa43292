package io.flowcanary.judge.evidence;

/**
 * One block's e-variable against a null hypothesis with edge {@code canary − stable = edge}: the likelihood of a guessed pair
 * of rates over that of the nearest pair on the edge, nearest in Kullback–Leibler divergence weighted by calls. Whatever
 * the guess, its expectation is at most 1 anywhere beyond the edge, seen from the guess, and on the edge itself: Turner, Ly,
 * Grünwald, "Generic E-variables for exact sequential k-sample tests that allow for optional stopping", JSPI 230 (2024).
 *
 * @param stable guessed rate of stable, a fraction
 * @param canary guessed rate of the canary, a fraction
 * @param edge where the null hypothesis ends, as a fraction from −1 to 1
 */
record Wager(double stable, double canary, double edge) {
    private static final int MOST_STEPS = 100;
    /** To the last digits of a double. */
    private static final double EXACT = 1e-15;

    /** The logarithm of the block's factor; 0 when a version has no call or the guess lies on the edge. */
    double ln(Block block) {
        return ln(block.stableCalls(), block.stableBad(), block.canaryCalls(), block.canaryBad());
    }

    /** What {@link #ln} is expected to be for that many calls at these true rates. */
    double expectedLn(double stableCalls, double stableRate, double canaryCalls, double canaryRate) {
        return ln(stableCalls, stableCalls * stableRate, canaryCalls, canaryCalls * canaryRate);
    }

    private double ln(double k, double x, double l, double y) {
        if (k <= 0 || l <= 0) {
            return 0;
        }
        double s = nearest(k, l);
        double c = s + edge;
        return share(x, stable, s)
                + share(k - x, 1 - stable, 1 - s)
                + share(y, canary, c)
                + share(l - y, 1 - canary, 1 - c);
    }

    private static double share(double calls, double guessed, double nearest) {
        return calls == 0 ? 0 : calls * Math.log(guessed / nearest);
    }

    /** The stable rate of the nearest pair on the edge. */
    private double nearest(double k, double l) {
        if (edge == 0) {
            return (k * stable + l * canary) / (k + l);
        }
        double low = Math.max(Math.max(0, -edge), Math.min(stable, canary - edge));
        double high = Math.min(Math.min(1, 1 - edge), Math.max(stable, canary - edge));
        double s = (low + high) / 2;
        for (int i = 0; i < MOST_STEPS && high - low > EXACT * high; i++) {
            double slope = k * term(s, stable) + l * term(s + edge, canary);
            if (slope < 0) {
                low = s;
            } else {
                high = s;
            }
            // Newton's step where it stays between what is known, else half the way
            double step = slope / (k * rise(s, stable) + l * rise(s + edge, canary));
            double next = s - step;
            if (Math.abs(step) <= EXACT * s) {
                break;
            }
            s = next > low && next < high ? next : (low + high) / 2;
        }
        return s;
    }

    /** One version's part in what is 0 at the nearest pair, for each call. */
    private static double term(double rate, double guessed) {
        return (rate - guessed) / (rate * (1 - rate));
    }

    /** How fast {@link #term} rises with the rate. */
    private static double rise(double rate, double guessed) {
        double variance = rate * (1 - rate);
        return (rate * rate - 2 * guessed * rate + guessed) / (variance * variance);
    }
}
