package io.flowcanary.local.proof;

/**
 * One line of the table.
 *
 * @param group what is measured
 * @param name where
 * @param quick whether the quick table has it too
 */
record Case(String group, String name, Situation situation, Question question, Bar bar, boolean quick) {
    /** What a bar that is missed is measured again with: so many times the runs, which then decide. */
    private static final int AGAIN = 5;

    /**
     * What came out.
     *
     * @param runs how many it comes from
     */
    record Outcome(double figure, int runs, boolean met) {}

    /** Measures it. A bar that is missed by chance alone would be missed often, with many bars close to what is true. */
    Outcome measure(int runs, long seed, Progress progress) {
        Outcome outcome = once(runs, seed, progress);
        return outcome.met() ? outcome : once(AGAIN * runs, seed + 1, progress);
    }

    private Outcome once(int runs, long seed, Progress progress) {
        double figure = bar.of(Runs.of(situation, question, runs, seed, progress));
        return new Outcome(figure, runs, bar.metBy(figure));
    }
}
