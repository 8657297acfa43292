package io.flowcanary.local.proof;

import java.util.List;

/**
 * Lines over two axes.
 *
 * @param title says what is the case
 * @param notes smaller, below the title
 */
record Chart(String title, String notes, Axis x, Axis y, List<Curve> curves) {
    /**
     * An axis, from its first tick to its last.
     *
     * @param label with the unit
     * @param logarithmic whether equal distances are equal ratios
     * @param ticks rising
     */
    record Axis(String label, boolean logarithmic, List<Double> ticks) {
        /** Where a value lies, from 0 at the first tick to 1 at the last. */
        double place(double value) {
            double low = ticks.get(0);
            double high = ticks.get(ticks.size() - 1);
            double place = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
            return Math.min(1, Math.max(0, place));
        }
    }
}
