package io.flowcanary.judge;

import io.flowcanary.judge.Holds.Hold;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Guardrail;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges by evidence that stays valid however often one looks. Harm is what a deciding guardrail has enough evidence for and is
 * observed worse by than its margin; it needs no number of calls. Fit is a canary in whose way nothing stands.
 */
final class EvidenceJudge implements Judge {
    /** Whether the policy leaves it anything to decide by. */
    static boolean decides(Policy policy) {
        return policy.guardrails().stream().anyMatch(Guardrail::gate);
    }

    @Override
    public String name() {
        return Policy.JudgeName.EVIDENCE.json();
    }

    @Override
    public Opinion opinion(Look look) {
        List<Finding> findings = findings(look);
        Supplier<List<Comparison>> compared =
                () -> findings.stream().map(finding -> finding.comparison(look)).toList();
        List<Finding> harmful = findings.stream().filter(Finding::harmful).toList();
        if (!harmful.isEmpty()) {
            String why = harmful.stream().map(Finding::harmText).collect(Collectors.joining("; "));
            return new Opinion(Fitness.HARMFUL, List.of(Reason.GUARDRAIL), why, compared);
        }
        List<Hold> holds = Holds.of(look, findings);
        if (!holds.isEmpty()) {
            List<Reason> reasons = holds.stream().map(Hold::reason).distinct().toList();
            return new Opinion(Fitness.UNDECIDED, reasons, holds.get(0).text().get(), compared);
        }
        List<Finding> deciding = findings.stream().filter(Finding::gates).toList();
        return new Opinion(Fitness.FIT, List.of(Reason.HEALTHY), Holds.rates(deciding), compared);
    }

    private static List<Finding> findings(Look look) {
        Policy policy = look.policy();
        int deciding =
                (int) policy.guardrails().stream().filter(Guardrail::gate).count();
        long from = Look.firstWholeMinute(look.rollout().evidenceSince());
        List<Finding> findings = new ArrayList<>();
        for (Guardrail guardrail : policy.guardrails()) {
            GuardrailReading reading = look.evidence().guardrails().get(guardrail.metric());
            findings.add(new Finding(
                    guardrail,
                    reading,
                    policy.alpha(),
                    deciding,
                    Math.max(0, reading.nextMinute() - from),
                    policy.window().toMinutes()));
        }
        return findings;
    }
}
