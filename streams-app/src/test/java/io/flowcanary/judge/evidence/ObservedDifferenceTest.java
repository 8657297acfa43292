package io.flowcanary.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as observed since the harm began. */
class ObservedDifferenceTest {
    private static final double MARGIN = 0.02;
    private static final double NEEDED = GuardrailEvidence.lnHarmNeeded(0.05, 0.25);
    private static final Block SLIGHT = new Block(1000, 80, 1000, 95);
    private static final Block BROKEN = new Block(100, 8, 100, 60);

    @Test
    void slightHarmIsNoReasonToGoBackHoweverMuchEvidenceThereIs() {
        GuardrailEvidence evidence = after(200, SLIGHT, GuardrailEvidence.NEW);

        assertThat(evidence.harm().lnEvidence()).isGreaterThan(NEEDED + 20);
        assertThat(evidence.harmful(0.05, 0.25, MARGIN)).isFalse();
    }

    @Test
    void aFlowThatBreaksAfterLongSlightHarmGoesBackSoon() {
        GuardrailEvidence evidence = after(200, SLIGHT, GuardrailEvidence.NEW);

        assertThat(after(2, BROKEN, evidence).harmful(0.05, 0.25, MARGIN)).isTrue();
    }

    @Test
    void nothingIsObservedBeforeTheFirstBlock() {
        assertThat(HarmTest.NEW.observedDifference(NEEDED)).isZero();
    }

    private static GuardrailEvidence after(int blocks, Block block, GuardrailEvidence before) {
        GuardrailEvidence evidence = before;
        for (int i = 0; i < blocks; i++) {
            evidence = evidence.after(block, MARGIN);
        }
        return evidence;
    }
}
