package io.flowcanary.judge;

import io.flowcanary.record.Verdict;
import java.util.List;

/**
 * What a judge thinks of a canary at one look; what follows from it is the rollout's to say.
 *
 * @param fitness whether callers are worse off
 * @param reason why, for machines
 * @param explanation why, in plain words with numbers
 * @param guardrails what was compared
 */
public record Opinion(Fitness fitness, Verdict.Reason reason, String explanation, List<Verdict.Comparison> guardrails) {
    /** Whether callers of the canary are worse off. */
    public enum Fitness {
        /** They are. */
        HARMFUL,
        /** They are not, as far as the judge asks. */
        FIT,
        /** It cannot be told yet. */
        UNDECIDED
    }
}
