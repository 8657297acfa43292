package io.flowcanary.show;

import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import java.util.List;
import java.util.Locale;

/**
 * What changed for both versions since before the canary: rates of a contact centre move within a day. The evidence compares both
 * versions at the same time, so it stands; people who see the rate move are told.
 */
final class BothChanged {
    private static final long FEWEST_CALLS = 200;
    private static final double MARGINS = 2;

    private BothChanged() {}

    /** One line for each guardrail whose stable rate moved by more than two margins; without a verdict there is none. */
    static List<String> lines(Verdict verdict) {
        return verdict == null
                ? List.of()
                : verdict.guardrails().stream()
                        .filter(BothChanged::changed)
                        .map(compared -> String.format(
                                Locale.ROOT,
                                "%s of stable was %.1f %% before the canary and is %s since: look for what changed for"
                                        + " both versions; the evidence compares them at the same time, and stands.",
                                Words.metric(compared.metric()),
                                compared.evidence().stableBefore(),
                                Words.percent(compared.stableBad(), compared.stableCalls())))
                        .toList();
    }

    private static boolean changed(Comparison compared) {
        return compared.gate()
                && compared.evidence() != null
                && compared.evidence().stableBefore() != null
                && compared.stableCalls() >= FEWEST_CALLS
                && Math.abs(100.0 * compared.stableBad() / compared.stableCalls()
                                - compared.evidence().stableBefore())
                        > MARGINS * compared.margin();
    }
}
