package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.ShareTrouble;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.flowcanary.record.Verdict.Evidence;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Policy POLICY = PolicyYaml.read("{canary: main-ivr, steps: [5, 100]}");

    @Test
    void aHoldForWantOfEvidenceSaysHowManyCallsAndHowLong() {
        Explanation explanation = Explanation.of(
                rollout(RolloutState.BAKING, 5),
                verdict(Kind.HOLD, Reason.INSUFFICIENT_EVIDENCE, compared("abandonRate", 1.2, 310L)));

        assertThat(explanation.headline())
                .isEqualTo("Hold: the new version's abandon rate is 1.2 points higher; that could be chance."
                        + " About 310 more canary calls, some 62 min at this rate, would tell.");
        assertThat(explanation.next().share()).isEqualTo(100);
        assertThat(explanation.next().byEvidence()).isTrue();
    }

    @Test
    void speaksOfTheGuardrailThatTakesTheMostCalls() {
        Explanation explanation = Explanation.of(
                rollout(RolloutState.BAKING, 5),
                verdict(
                        Kind.HOLD,
                        Reason.BAKING,
                        compared("abandonRate", 1.2, 310L),
                        compared("transferRate", -0.4, 900L)));

        assertThat(explanation.headline())
                .startsWith("Hold: the new version's transfer rate is not higher, but it is not yet shown to stay"
                        + " within 2.0 points. About 900 more");
    }

    @Test
    void cautionSaysWhenItGoesBackAndWhatElseEndsIt() {
        Explanation explanation = Explanation.of(
                rollout(RolloutState.BAKING, 5), verdict(Kind.HOLD, Reason.CAUTION, compared("errorRate", 3.0, null)));

        assertThat(explanation.headline())
                .isEqualTo(
                        "Hold: the new version's error rate is 3.0 points higher, and 2.0 are accepted. It goes back when the"
                                + " odds for harm are 80 to 1, now 2.0 to 1; its share rises only when the calls speak for it."
                                + " Undecided by 2026-01-16 10:00:00 UTC: hold.");
    }

    @Test
    void neverSaysThatMoreCallsDoNotTellWithoutWhatHappensThen() {
        Explanation explanation = Explanation.of(
                rollout(RolloutState.BAKING, 50),
                verdict(Kind.HOLD, Reason.INSUFFICIENT_EVIDENCE, compared("errorRate", 1.9, null)));

        assertThat(explanation.headline())
                .contains("more calls will not show", "goes back when the odds for harm are 80 to 1", "Undecided by");
    }

    @Test
    void aRollbackSaysWhatWasWorse() {
        Comparison worse = new Comparison("abandonRate", true, 80, 1000, 30, 100, 22.0, 2.0, true, null);
        Explanation explanation =
                Explanation.of(rollout(RolloutState.ROLLED_BACK, 0), verdict(Kind.ROLLBACK, Reason.GUARDRAIL, worse));

        assertThat(explanation.headline())
                .isEqualTo("Rolled back: every call takes the stable version. Its abandon rate was 22.0 points worse,"
                        + " and 2.0 are accepted.");
        assertThat(explanation.next()).isNull();
    }

    @Test
    void aRollbackGoesBackUntilItsShareIsInForce() {
        Rollout unconfirmed = rollout(RolloutState.ROLLED_BACK, 0, null);

        assertThat(Explanation.of(unconfirmed, verdict(Kind.ROLLBACK, Reason.ABORTED))
                        .headline())
                .isEqualTo("Going back: 0 % wanted, not yet in force. Somebody aborted the rollout.");
    }

    @Test
    void aMomentIsToldWithoutWhatCameLater() {
        Rollout unconfirmed =
                rollout(RolloutState.ROLLED_BACK, 0, TEN.plusSeconds(60)).asOf(TEN.plusSeconds(59));
        Rollout confirmed =
                rollout(RolloutState.ROLLED_BACK, 0, TEN.plusSeconds(60)).asOf(TEN.plusSeconds(60));
        Rollout changedLater = rollout(RolloutState.ROLLED_BACK, 0, null).asOf(TEN.minusSeconds(1));

        assertThat(unconfirmed.inForce()).isFalse();
        assertThat(confirmed.inForce()).isTrue();
        assertThat(changedLater.inForce()).as("another share stood then").isTrue();
    }

    @Test
    void aShareThatSsmRefusesComesFirst() {
        ShareTrouble trouble = new ShareTrouble(TEN, "5", "not-allowed", "Code", "refused, not allowed", "allow it");
        Explanation rolledBack = Explanation.of(
                rollout(RolloutState.ROLLED_BACK, 0).withNotInForce(trouble), verdict(Kind.ROLLBACK, Reason.ABORTED));
        Explanation started = Explanation.of(rollout(RolloutState.BAKING, 25).withNotInForce(trouble), null);

        assertThat(rolledBack.headline())
                .isEqualTo(
                        "Going back: 0 % wanted; SSM still holds 5 %: refused, not allowed; allow it. Somebody aborted the rollout.");
        assertThat(rolledBack.why()).extracting(Explanation.Why::reason).containsExactly("NOT_IN_FORCE", "ABORTED");
        assertThat(rolledBack.why().get(0).todo()).isEqualTo("allow it");
        assertThat(started.headline()).isEqualTo("25 % wanted; SSM still holds 5 %: refused, not allowed; allow it.");
        assertThat(started.next().earliest()).isNull();
    }

    @Test
    void anotherHoldSaysWhatItMeansAndWhatToDo() {
        Explanation explanation =
                Explanation.of(rollout(RolloutState.BAKING, 5), verdict(Kind.HOLD, Reason.GATE_NOT_RANDOM));

        assertThat(explanation.headline()).isEqualTo("Hold: the gate does not branch at random.");
        assertThat(explanation.why())
                .singleElement()
                .satisfies(why -> assertThat(why.todo()).contains("fresh random number"));
    }

    @Test
    void withoutAVerdictNothingIsJudged() {
        assertThat(Explanation.of(rollout(RolloutState.BAKING, 5), null).headline())
                .startsWith("Nothing is judged yet");
    }

    private static Comparison compared(String metric, double difference, Long moreCalls) {
        Evidence evidence = new Evidence(
                5, 12, Math.log(2), Math.log(80), Math.log(4), Math.log(20), -1.5, 3.0, 0.1, 8.0, moreCalls);
        return new Comparison(metric, true, 160, 2000, 9, 100, difference, 2.0, false, evidence);
    }

    private static Rollout rollout(RolloutState state, int share) {
        return rollout(state, share, TEN);
    }

    private static Rollout rollout(RolloutState state, int share, Instant confirmedAt) {
        return new Rollout(
                "main-ivr",
                POLICY,
                "abc",
                state,
                null,
                0,
                share,
                1,
                false,
                TEN,
                TEN,
                confirmedAt,
                TEN,
                "kim",
                "new menu",
                null,
                null,
                null);
    }

    /** Ten minutes in, with fifty canary calls. */
    private static Verdict verdict(Kind kind, Reason reason, Comparison... compared) {
        Verdict.Figures figures = new Verdict.Figures(50, 40, 4, 4, 10, 1, 0, 30, 9_000, 6_000, 0, null, null, 0, null);
        return new Verdict(
                "v",
                "main-ivr",
                kind,
                reason,
                List.of(reason),
                "why",
                "evidence",
                RolloutState.BAKING,
                null,
                0,
                5,
                5,
                false,
                TEN.plusSeconds(600),
                "abc",
                Map.of("v2", figures),
                List.of(compared),
                null,
                null,
                null);
    }
}
