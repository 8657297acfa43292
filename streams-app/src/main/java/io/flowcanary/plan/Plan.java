package io.flowcanary.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Policy.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout may be expected to do, by the share it starts at.
 *
 * @param callsPerHour of both versions
 * @param baselines stable's rates
 * @param deadlineHours after which the policy ends what is not decided
 * @param runs rehearsals behind each figure
 * @param seed with which they are drawn again
 * @param outlooks by share, rising
 */
public record Plan(
        double callsPerHour, Baselines baselines, double deadlineHours, int runs, long seed, List<Outlook> outlooks) {
    public Plan {
        outlooks = List.copyOf(outlooks);
    }

    /** The outlook at this share. */
    public Outlook at(int share) {
        return outlooks.stream()
                .filter(outlook -> outlook.share() == share)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing was planned at " + share + " %"));
    }

    /**
     * Of one share to start at.
     *
     * @param share percent
     * @param steps of the rollout that starts there
     * @param canaryCallsPerHour expected at this share
     * @param promotion of a canary that is like stable
     * @param rolledBack how often such a canary goes back all the same, a fraction
     * @param undecided how often it comes to the deadline, a fraction
     * @param fixedSampleCalls canary calls of a fixed sample at this share that shows it to be no worse, for the guardrail that
     *     needs most: what no rollout can do without
     * @param harms what happens to a canary that is worse
     */
    public record Outlook(
            int share,
            List<Integer> steps,
            double canaryCallsPerHour,
            Hours promotion,
            double rolledBack,
            double undecided,
            long fixedSampleCalls,
            List<HarmOutlook> harms) {
        public Outlook {
            steps = List.copyOf(steps);
            harms = List.copyOf(harms);
        }

        /** Of the harms of this size, the one that takes longest to go back, one time in two; one that may never do so first. */
        public Optional<HarmOutlook> slowest(Harm.Size size) {
            return harms.stream()
                    .filter(harm -> harm.size() == size)
                    .max(Comparator.comparing(
                            harm -> harm.rollback().median(), Comparator.nullsLast(Comparator.naturalOrder())));
        }
    }

    /**
     * Of one harm.
     *
     * @param metric which is worse
     * @param stablePercent stable's rate
     * @param canaryPercent the canary's
     * @param rollback hours to it
     * @param waldCalls canary calls that no test of this level can do without on average; null when nothing is worse
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record HarmOutlook(
            Metric metric,
            Harm.Size size,
            double stablePercent,
            double canaryPercent,
            Hours rollback,
            Double waldCalls) {}
}
