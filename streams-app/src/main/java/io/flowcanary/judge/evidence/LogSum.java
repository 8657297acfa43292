package io.flowcanary.judge.evidence;

/** Sums of numbers of which only logarithms are kept. */
final class LogSum {
    private LogSum() {}

    /** ln(eᵃ + eᵇ). */
    static double of(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    /** The logarithm of the mean with these weights, which sum to 1. */
    static double mean(double[] logs, double[] weights) {
        double sum = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            sum = of(sum, logs[i] + Math.log(weights[i]));
        }
        return sum;
    }

    /** The logarithm of the mean. */
    static double mean(double[] logs) {
        double sum = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            sum = of(sum, log);
        }
        return sum - Math.log(logs.length);
    }
}
