package io.flowcanary.local.proof;

import static io.flowcanary.judge.evidence.GuardrailEvidence.lnCaution;
import static io.flowcanary.local.proof.Question.ALPHA;

import io.flowcanary.judge.evidence.GuardrailEvidence;
import java.util.Arrays;

/** When a step before the last may rise, as far as one guardrail is concerned; all that decide must agree. */
enum Advancing {
    /**
     * What the judge's rules are measured against, and had been: no guardrail has a quarter of the evidence that would roll back, and
     * the last step's evidence divides its stake evenly among its guesses.
     */
    QUARTER("less than a quarter of what rolls back") {
        @Override
        boolean promotes(GuardrailEvidence evidence) {
            double sum =
                    Arrays.stream(evidence.nonInferiority().ln()).map(Math::exp).sum();
            return sum / evidence.nonInferiority().ln().length >= 1 / ALPHA;
        }

        @Override
        boolean allows(GuardrailEvidence evidence, double level, double margin) {
            return evidence.harm().lnEvidence() < lnCaution(level, 1);
        }
    },
    /** Besides, none is observed worse by more than the margin while the evidence of harm is 2 to 1. */
    UNOPPOSED("... and nothing speaks against it") {
        @Override
        boolean allows(GuardrailEvidence evidence, double level, double margin) {
            return !evidence.speaksAgainst(level, 1, margin);
        }
    },
    /** The judge's: besides, a harm of three margins is ruled out. */
    JUDGE("... and three margins are ruled out") {
        @Override
        boolean allows(GuardrailEvidence evidence, double level, double margin) {
            return !evidence.speaksAgainst(level, 1, margin) && evidence.excludesLargeHarm();
        }
    };

    private final String text;

    Advancing(String text) {
        this.text = text;
    }

    /** @param level the guardrail's share of alpha */
    abstract boolean allows(GuardrailEvidence evidence, double level, double margin);

    /** Whether the last step below 100 may end, as far as the evidence of one guardrail is concerned. */
    boolean promotes(GuardrailEvidence evidence) {
        return evidence.shownNoWorse(ALPHA);
    }

    /** The rule as people read it. */
    String text() {
        return text;
    }
}
