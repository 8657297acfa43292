package io.flowcanary.judge;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that was read of one canary's complete cells since its evidence began: it never grows, and reading the same cells again
 * gives the same. Every start minute is read once by each guardrail, when its calls are mature.
 *
 * @param since when the evidence began; null before the first reading
 * @param policyRevision what it was read by: by another policy it is read again
 * @param shareChanges the latest minutes in which a share came into force, rising
 * @param guardrails by metric
 * @param gate of the share that is in force
 * @param flow which published versions calls went through
 * @param versions how many calls carry none
 */
public record Evidence(
        Instant since,
        String policyRevision,
        List<Long> shareChanges,
        Map<Policy.Metric, GuardrailReading> guardrails,
        GateReading gate,
        FlowReading flow,
        VersionReading versions) {
    /** Before the first reading. */
    public static final Evidence NONE = new Evidence(null, null, List.of(), Map.of(), null, null, null);

    /** Longer than any guardrail takes to read a minute. */
    private static final int SLOWEST_MINUTES = 90;

    public Evidence {
        shareChanges = shareChanges == null ? List.of() : List.copyOf(shareChanges);
        guardrails = guardrails == null ? Map.of() : guardrails;
    }

    /** How long the calls that decide the soonest take to mature, in minutes. */
    static int quickestAges(Policy policy) {
        return policy.guardrails().stream()
                .map(Guardrail::maturity)
                .min(Duration::compareTo)
                .map(maturity -> (int) maturity.toMinutes())
                .orElse(1);
    }

    static Evidence read(Look look) {
        Evidence before = look.evidence();
        boolean goesOn = look.rollout().evidenceSince().equals(before.since)
                && look.rollout().policyRevision().equals(before.policyRevision);
        return (goesOn ? before : begin(look)).readOn(look);
    }

    /** From before the canary began: stable calls of that time sharpen the first estimate. */
    private static Evidence begin(Look look) {
        Instant since = look.rollout().evidenceSince();
        long from = Look.firstWholeMinute(since) - look.policy().window().toMinutes();
        Map<Policy.Metric, GuardrailReading> guardrails = new EnumMap<>(Policy.Metric.class);
        for (Guardrail guardrail : look.policy().guardrails()) {
            guardrails.put(guardrail.metric(), GuardrailReading.from(from));
        }
        return new Evidence(
                since,
                look.rollout().policyRevision(),
                List.of(),
                guardrails,
                GateReading.NONE,
                new FlowReading(from, null, null),
                VersionReading.from(from));
    }

    private Evidence readOn(Look look) {
        List<Long> changes = withShareChange(look);
        long evidenceFrom = Look.firstWholeMinute(since);
        Map<Policy.Metric, GuardrailReading> read = new EnumMap<>(Policy.Metric.class);
        for (Guardrail guardrail : look.policy().guardrails()) {
            read.put(
                    guardrail.metric(),
                    readOn(guardrails.get(guardrail.metric()), guardrail, look, changes, evidenceFrom));
        }
        return new Evidence(
                since,
                policyRevision,
                changes,
                read,
                gate.read(look),
                flow.read(look),
                versions.read(look, quickestAges(look.policy()), evidenceFrom));
    }

    private static GuardrailReading readOn(
            GuardrailReading from, Guardrail guardrail, Look look, List<Long> changes, long evidenceFrom) {
        GuardrailReading reading = from;
        while (MatureCalls.complete(reading.nextMinute(), MatureCalls.ages(guardrail), look.toMinute())) {
            long minute = reading.nextMinute();
            var calls = MatureCalls.of(look.counts(), look.policy().versions(), guardrail, minute);
            if (minute < evidenceFrom) {
                reading = reading.before(calls);
                continue;
            }
            if (changes.contains(minute)) {
                reading = reading.cut(guardrail);
            }
            reading = reading.after(calls, guardrail, look.policy().window().toMinutes());
        }
        return reading;
    }

    private List<Long> withShareChange(Look look) {
        List<Long> changes = new ArrayList<>(shareChanges);
        changes.removeIf(minute -> minute < look.toMinute() - SLOWEST_MINUTES);
        Instant confirmed = look.rollout().confirmedAt();
        if (confirmed != null
                && Look.minute(confirmed) >= look.toMinute() - SLOWEST_MINUTES
                && !changes.contains(Look.minute(confirmed))) {
            changes.add(Look.minute(confirmed));
        }
        return changes;
    }
}
