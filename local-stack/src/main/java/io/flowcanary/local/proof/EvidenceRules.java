package io.flowcanary.local.proof;

import io.flowcanary.judge.evidence.Block;
import io.flowcanary.judge.evidence.DifferenceInterval;
import io.flowcanary.judge.evidence.DifferenceInterval.Bounds;
import io.flowcanary.judge.evidence.GuardrailEvidence;

/** The judge's own tests as rules. */
final class EvidenceRules {
    private EvidenceRules() {}

    /** The canary must go back. */
    static Rule harm(Watched watched, double level) {
        return new OfEvidence(watched.margin()) {
            @Override
            boolean holds(GuardrailEvidence evidence) {
                return evidence.harmful(level, 1, watched.margin());
            }
        };
    }

    /** The canary is shown to be no worse by the margin. */
    static Rule noWorse(Watched watched, double level) {
        return new OfEvidence(watched.margin()) {
            @Override
            boolean holds(GuardrailEvidence evidence) {
                return evidence.shownNoWorse(level);
            }
        };
    }

    /** The interval does not hold the true difference, which must not change. */
    static Rule outsideInterval(Watched watched, double level) {
        double truth = watched.canary().at(0) - watched.stable().at(0);
        return new OfEvidence(watched.margin()) {
            private DifferenceInterval interval = DifferenceInterval.NEW;

            @Override
            public boolean after(int minute, Block block) {
                interval =
                        interval.after(block, evidence().baseline(), evidence().total(), watched.margin());
                return super.after(minute, block);
            }

            @Override
            boolean holds(GuardrailEvidence evidence) {
                Bounds bounds = interval.bounds(level, watched.margin());
                return truth < bounds.low() || truth > bounds.high();
            }
        };
    }

    private abstract static class OfEvidence implements Rule {
        private final double margin;
        private GuardrailEvidence evidence = GuardrailEvidence.NEW;

        OfEvidence(double margin) {
            this.margin = margin;
        }

        abstract boolean holds(GuardrailEvidence evidence);

        GuardrailEvidence evidence() {
            return evidence;
        }

        @Override
        public void before(Block stable) {
            evidence = evidence.before(stable);
        }

        @Override
        public boolean after(int minute, Block block) {
            evidence = evidence.after(block, margin);
            return holds(evidence);
        }
    }
}
