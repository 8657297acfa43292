package io.flowcanary.local.proof;

import java.util.List;

/**
 * A guardrail, and what both versions really do.
 *
 * @param margin a fraction: 0.02 is two percentage points
 * @param stable the rate of bad calls of stable
 * @param canary that of the canary
 */
record Watched(double margin, Course stable, Course canary) {
    /** Margins of the guardrails that decide by default: abandons, transfers, errors, IVR hang-ups. */
    static final List<Double> DEFAULT_MARGINS = List.of(0.02, 0.05, 0.01, 0.03);

    /** A contact centre's usual rates of the same. */
    private static final List<Double> USUAL = List.of(0.08, 0.25, 0.005, 0.05);

    static Watched steady(double margin, double stable, double canary) {
        return new Watched(margin, Course.steady(stable), Course.steady(canary));
    }

    /** The default guardrails, the first of them as given and the others with versions that are alike. */
    static List<Watched> defaultsWith(Watched abandons) {
        return List.of(abandons, alike(1), alike(2), alike(3));
    }

    /** The default guardrails with versions that are alike. */
    static List<Watched> defaults() {
        return defaultsWith(alike(0));
    }

    /** The default guardrails, every one of them worse by this part of its margin. */
    static List<Watched> defaultsWorseBy(double part) {
        return List.of(worseBy(part, 0), worseBy(part, 1), worseBy(part, 2), worseBy(part, 3));
    }

    /** One of the default guardrails, worse by this part of its margin. */
    static Watched worseBy(double part, int guardrail) {
        double margin = DEFAULT_MARGINS.get(guardrail);
        double rate = USUAL.get(guardrail);
        return steady(margin, rate, rate + part * margin);
    }

    /** The default guardrails with rates that rise from {@code from} times the usual ones to {@code to} times. */
    static List<Watched> defaultsDrifting(double from, double to, int minutes) {
        return List.of(
                drifting(0, from, to, minutes),
                drifting(1, from, to, minutes),
                drifting(2, from, to, minutes),
                drifting(3, from, to, minutes));
    }

    private static Watched alike(int guardrail) {
        return worseBy(0, guardrail);
    }

    private static Watched drifting(int guardrail, double from, double to, int minutes) {
        double rate = USUAL.get(guardrail);
        Course course = Course.drifting(from * rate, to * rate, minutes);
        return new Watched(DEFAULT_MARGINS.get(guardrail), course, course);
    }
}
