package io.flowcanary.local.proof;

import java.util.Locale;

/**
 * What a figure may be at most.
 *
 * @param figure what is measured
 * @param most the bar; infinite where the figure is only shown
 */
record Bar(Figure figure, double most) {
    enum Figure {
        /** The fraction of runs in which it came. */
        RUNS,
        /** Canary calls until it came, at the median. */
        CALLS
    }

    static Bar runs(double most) {
        return new Bar(Figure.RUNS, most);
    }

    static Bar calls(double most) {
        return new Bar(Figure.CALLS, most);
    }

    /** The same figure, only shown. */
    Bar shown() {
        return new Bar(figure, Double.POSITIVE_INFINITY);
    }

    double of(Runs runs) {
        return figure == Figure.RUNS ? runs.came() : runs.medianCalls();
    }

    boolean metBy(double measured) {
        return measured <= most;
    }

    /** The bar as people read it. */
    String text() {
        return Double.isInfinite(most) ? "-" : text(most);
    }

    /** A figure as people read it. */
    String text(double value) {
        return figure == Figure.RUNS
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
                : Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%,.0f", value);
    }
}
