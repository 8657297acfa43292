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
 * @param reason why, for machines; the first of {@code reasons}
 * @param reasons every reason not to go on, the most urgent first; one reason when it is no HOLD
 * @param explanation why, in plain words with numbers
 * @param judge which judge said it
 * @param state the rollout's state after it
 * @param pause why the rollout is paused, if it is
 * @param step index of the step after it
 * @param share wanted percentage after it
 * @param previousShare wanted percentage before it
 * @param transition whether people are told of it: it changed the rollout, or a hold began that they must look into
 * @param judgedAt the watermark: every cell complete by this event time was read, nothing later
 * @param policyRevision of the policy it follows
 * @param versions figures per version within the policy's window
 * @param guardrails what the judge compared
 * @param threshold what the {@code threshold} judge would have done; null when nothing was judged
 * @param gate what the gate in the flow did at this share; null when nothing was judged
 * @param notInForce why the wanted share is not in force; null while nothing is known to keep it
 */
public record Verdict(
        String id,
        String canary,
        Kind verdict,
        Reason reason,
        List<Reason> reasons,
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
        List<Comparison> guardrails,
        Threshold threshold,
        Gate gate,
        ShareTrouble notInForce)
        implements Message {

    public Verdict {
        reasons = reasons == null ? List.of(reason) : List.copyOf(reasons);
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
                reasons,
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
                guardrails,
                threshold,
                gate,
                notInForce);
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
        /** Healthy for as long as the step asks, or shown to be within the margins. */
        HEALTHY,
        /** Somebody aborted. */
        ABORTED,
        /** Somebody ordered it. */
        ORDERED,
        /** The deadline passed. */
        DEADLINE,
        /** One version has no call to compare. */
        NO_DATA,
        /** No event and no heartbeat: event time stands still. */
        STALE_SOURCE,
        /** Too many events came too late to be evidence, or more of one version than of the other. */
        LATE_DATA,
        /** Too many calls of the flow carry no version. */
        UNVERSIONED,
        /** Healthy, but not for long enough, or the share is not yet in force. */
        BAKING,
        /** Too few canary calls. */
        MIN_CALLS,
        /** Not yet shown to be no worse than the margins. */
        INSUFFICIENT_EVIDENCE,
        /** Observed worse, but with too little evidence to roll back. */
        CAUTION,
        /** The canary gets another share of the calls than is set. */
        SPLIT_MISMATCH,
        /** The gate does not branch at random. */
        GATE_NOT_RANDOM,
        /** Stable itself is worse than it was before this share. */
        BASELINE_SHIFT,
        /** The flow was published again. */
        FLOW_CHANGED,
        /** The wanted share has been tried for half a minute, and SSM does not hold it. */
        NOT_IN_FORCE,
        /** SSM holds the wanted share again, after people were told that it did not. */
        IN_FORCE,
        /** Somebody else wrote the parameter. */
        EXTERNAL_CHANGE,
        /** Paused for another cause. */
        PAUSED
    }

    /**
     * Counts of conversations that started within the window and of what had become of them by the watermark, late events
     * left out.
     *
     * @param handleMs sum of handle times
     * @param talkMs sum of talk times
     * @param late events that came too late to be counted here
     * @param handleP50Ms median handle time, true to 1 %; null without handled conversations
     * @param handleP90Ms 90th percentile of handle times, true to 1 %; null without handled conversations
     * @param shortAbandoned callers who gave up sooner than the policy counts; not among the abandoned
     * @param genesys what Genesys counts of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
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
            long talkMs,
            long late,
            Long handleP50Ms,
            Long handleP90Ms,
            long shortAbandoned,
            GenesysFigures genesys) {
        public Figures {
            genesys = genesys == null ? GenesysFigures.NONE : genesys;
        }
    }

    /**
     * One metric of both versions.
     *
     * @param metric its name in policies
     * @param gate whether it decides, or is only shown
     * @param stableBad stable calls that are bad
     * @param stableCalls stable calls compared
     * @param canaryBad canary calls that are bad
     * @param canaryCalls canary calls compared
     * @param difference canary rate of bad calls less stable's in percentage points; null when either has no call
     * @param margin percentage points that are accepted
     * @param exceeded whether the difference is above the margin
     * @param evidence what the {@code evidence} judge makes of it; null from another judge
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Comparison(
            String metric,
            boolean gate,
            long stableBad,
            long stableCalls,
            long canaryBad,
            long canaryCalls,
            Double difference,
            double margin,
            boolean exceeded,
            Evidence evidence) {}

    /**
     * Evidence about one metric since the rollout's evidence began. Logarithms are natural ones.
     *
     * @param maturityMinutes only calls that began at least so long ago are compared
     * @param openCalls canary calls that began since, and are not that old yet
     * @param lnHarm logarithm of the evidence that the canary is worse
     * @param lnHarmNeeded what it must reach to roll back
     * @param lnNonInferiority logarithm of the evidence that it is not worse by the margin
     * @param lnNonInferiorityNeeded what it must reach for the last step
     * @param low lower end of the anytime-valid interval for the difference, percentage points, coverage 1 − alpha
     * @param high its upper end
     * @param probabilityWorse for display only: the probability that the canary is worse by more than the margin, from Beta
     *     posteriors; null without calls
     * @param stableBefore stable's rate of bad calls before the canary began, percent; null without calls
     * @param moreCalls about how many more canary calls it takes to show that it is not worse, if both go on like this; null
     *     when it is shown, and when it would never be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(
            int maturityMinutes,
            long openCalls,
            double lnHarm,
            double lnHarmNeeded,
            double lnNonInferiority,
            double lnNonInferiorityNeeded,
            double low,
            double high,
            Double probabilityWorse,
            Double stableBefore,
            Long moreCalls) {}

    /**
     * What the guide's rule would have done at this look.
     *
     * @param verdict HOLD, ADVANCE, PROMOTE or ROLLBACK
     * @param reason why, for machines
     * @param explanation why, in plain words with numbers
     */
    public record Threshold(Kind verdict, Reason reason, String explanation) {}

    /**
     * The gate since its share came into force. An alarm stands at ln 1000 = 6.9.
     *
     * @param share percent that is set
     * @param canaryCalls calls that it sent to the canary
     * @param stableCalls calls that it sent to stable
     * @param lnSplit logarithm of the evidence against that share
     * @param lnContexts logarithm of the evidence against a random branch, by what it was compared with
     */
    public record Gate(int share, long canaryCalls, long stableCalls, double lnSplit, Map<String, Double> lnContexts) {}
}
