package io.flowcanary.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A value of {@code canary.verdicts}, keyed by canary: what the judge said at one whole minute of event time.
 *
 * @param id deterministic: the same records give the same id
 * @param canary whose
 * @param verdict what follows
 * @param reason why, for machines
 * @param explanation why, in plain words with numbers
 * @param judge which judge said it
 * @param state the rollout's state after it
 * @param pause why the rollout is paused, if it is
 * @param step index of the step after it
 * @param share wanted percentage after it
 * @param previousShare wanted percentage before it
 * @param transition whether it changed the rollout: people are told of these
 * @param judgedAt W: every cell complete by this event time was read, nothing later
 * @param policyRevision of the policy it follows
 * @param versions figures per version within the policy's window
 * @param guardrails what the judge compared
 */
public record Verdict(
        String id,
        String canary,
        Kind verdict,
        Reason reason,
        String explanation,
        String judge,
        RolloutState state,
        Rollout.Pause pause,
        int step,
        int share,
        int previousShare,
        boolean transition,
        Instant judgedAt,
        String policyRevision,
        Map<String, Figures> versions,
        List<Comparison> guardrails)
        implements Message {

    public Verdict {
        versions = versions == null ? Map.of() : versions;
        guardrails = guardrails == null ? List.of() : List.copyOf(guardrails);
    }

    /** This verdict with other figures. */
    public Verdict showing(Map<String, Figures> figures) {
        return new Verdict(
                id,
                canary,
                verdict,
                reason,
                explanation,
                judge,
                state,
                pause,
                step,
                share,
                previousShare,
                transition,
                judgedAt,
                policyRevision,
                figures,
                guardrails);
    }

    /** What follows from a look. */
    public enum Kind {
        /** Nothing changes. */
        HOLD,
        /** The next step's share. */
        ADVANCE,
        /** Share 100; the end. */
        PROMOTE,
        /** Share 0; the end. */
        ROLLBACK
    }

    /** Why a verdict is what it is. */
    public enum Reason {
        /** A guardrail is worse than stable by more than its margin. */
        GUARDRAIL,
        /** Healthy for as long as the step asks. */
        HEALTHY,
        /** Somebody aborted. */
        ABORTED,
        /** The deadline passed. */
        DEADLINE,
        /** One version has no call to compare. */
        NO_DATA,
        /** No event and no heartbeat: event time stands still. */
        STALE_SOURCE,
        /** Healthy, but not for long enough, or the share is not yet in force. */
        BAKING,
        /** Too few canary calls. */
        MIN_CALLS,
        /** Somebody else wrote the parameter. */
        EXTERNAL_CHANGE,
        /** Paused for another cause. */
        PAUSED
    }

    /**
     * Counts of conversations that started within the window and of what had become of them by W, late events left out.
     *
     * @param handleMs sum of handle times
     * @param talkMs sum of talk times
     */
    public record Figures(
            long started,
            long ended,
            long abandoned,
            long transferred,
            long contained,
            long ivrHangup,
            long errored,
            long handled,
            long handleMs,
            long talkMs) {}

    /**
     * One metric of both versions.
     *
     * @param metric its name in policies
     * @param stableBad stable calls that are bad
     * @param stableCalls stable calls compared
     * @param canaryBad canary calls that are bad
     * @param canaryCalls canary calls compared
     * @param difference canary rate less stable rate in percentage points; null when either has no call
     * @param margin percentage points that are accepted
     * @param exceeded whether the difference is above the margin
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Comparison(
            String metric,
            long stableBad,
            long stableCalls,
            long canaryBad,
            long canaryCalls,
            Double difference,
            double margin,
            boolean exceeded) {}
}
