package io.flowcanary.rollout;

import io.flowcanary.judge.Counts;
import io.flowcanary.judge.Look;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Figures;
import io.flowcanary.record.Verdict.Gate;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.record.Verdict.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts of one rollout, and their ids: epoch, event time and cause name one, whoever computes it and whenever. */
final class Verdicts {
    private Verdicts() {}

    /** @param cause {@code look}, {@code stale}, or {@code command/} and the command's id */
    static String id(Rollout rollout, Instant at, String cause) {
        return rollout.canary() + "/" + rollout.epoch() + "/" + at + "/" + cause;
    }

    /** What a verdict says; the rest follows from the rollout before and after it. */
    record Said(Kind kind, List<Reason> reasons, String explanation) {
        Said(Kind kind, Reason reason, String explanation) {
            this(kind, List.of(reason), explanation);
        }
    }

    /** One that no figure decided. */
    static Verdict verdict(String id, Said said, Rollout before, Rollout after, Instant at) {
        boolean changed = !after.equals(before);
        return verdict(id, said, before, after, at, changed, Map.of(), List.of(), null, null);
    }

    /** A command's: its verdict, and the state with the rollout it leads to. */
    static Decision changed(CanaryState before, CanaryState after, Said said, String id, Instant at) {
        return Decision.of(before, after, verdict(id, said, before.rollout(), after.rollout(), at));
    }

    /** One that a look led to. */
    static Verdict verdict(
            String id,
            Said said,
            Look look,
            Rollout after,
            boolean told,
            List<Comparison> compared,
            Threshold threshold) {
        return verdict(
                id,
                said,
                look.rollout(),
                after,
                look.at(),
                told,
                figures(look),
                compared,
                threshold,
                look.evidence().gate().figures(look.rollout().share()));
    }

    private static Verdict verdict(
            String id,
            Said said,
            Rollout before,
            Rollout after,
            Instant at,
            boolean told,
            Map<String, Figures> versions,
            List<Comparison> guardrails,
            Threshold threshold,
            Gate gate) {
        return new Verdict(
                id,
                after.canary(),
                said.kind(),
                said.reasons().get(0),
                said.reasons(),
                said.explanation(),
                after.policy().judge().json(),
                after.state(),
                after.pause(),
                after.step(),
                after.share(),
                before.share(),
                told,
                at,
                after.policyRevision(),
                versions,
                guardrails,
                threshold,
                gate,
                after.notInForce());
    }

    /** The figures of what was judged, by version in alphabetical order; stable and canary even without a call. */
    static Map<String, Figures> figures(Look look) {
        Counts counts = look.counts();
        long from = look.fromMinute();
        long to = look.toMinute();
        Policy.Versions versions = look.policy().versions();
        Map<String, Figures> figures = new TreeMap<>();
        for (String version : List.of(versions.stable(), versions.canary())) {
            figures.put(version, counts.figures(version, from, to));
        }
        for (String version : counts.versions(from, to)) {
            figures.computeIfAbsent(version, other -> counts.figures(other, from, to));
        }
        return figures;
    }
}
