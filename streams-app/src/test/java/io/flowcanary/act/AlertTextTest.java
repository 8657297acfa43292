package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AlertTextTest {
    private static final String PAGE = "https://canary.example.com/";

    @Property(tries = 500)
    void anyCanaryAndMetricYieldASubjectThatSnsAccepts(
            @ForAll @NotEmpty @StringLength(max = 256) String canary, @ForAll String metric) {
        assertThat(AlertSubject.of(exceeding(canary, metric))).matches("[A-Za-z][ -~]{0,98}");
    }

    @Test
    void theSubjectSaysWhatHappenedToWhomAndWhy() {
        assertThat(AlertSubject.of(Fixtures.verdict("v", "main-ivr")))
                .isEqualTo("flow-canary ROLLBACK main-ivr: abandonRate");
    }

    @Test
    void aLongNameIsCutAndTheCauseKept() {
        assertThat(AlertSubject.of(Fixtures.verdict("v", "x".repeat(200))))
                .hasSize(99)
                .endsWith("x: abandonRate");
    }

    @Test
    void accentsAreDroppedAndWhatHasNoAsciiFormIsMarked() {
        assertThat(AlertSubject.of(Fixtures.verdict("v", "Größe 主📞")))
                .isEqualTo("flow-canary ROLLBACK Grosse ??: abandonRate");
    }

    @Test
    void aHoldThatPausesIsCalledPaused() {
        Verdict paused = new Verdict(
                "v",
                "main-ivr",
                Verdict.Kind.HOLD,
                Verdict.Reason.EXTERNAL_CHANGE,
                null,
                "somebody else wrote '50'",
                "evidence",
                RolloutState.PAUSED,
                io.flowcanary.record.Rollout.Pause.EXTERNAL_CHANGE,
                0,
                5,
                5,
                true,
                Fixtures.START,
                "0123456789ab",
                Map.of(),
                List.of(),
                null,
                null);

        assertThat(AlertSubject.of(paused)).isEqualTo("flow-canary PAUSED main-ivr: external change");
    }

    @Test
    void theBodyHoldsReasonFiguresSharesAndLink() {
        String body = AlertBody.of(
                Fixtures.verdict("v", "main-ivr"), Fixtures.policy("main-ivr", "Main IVR", null, null, false), PAGE);

        assertThat(body).isEqualTo("""
                        Main IVR (main-ivr): ROLLBACK, abandonRate

                        abandon rate 14.0 % against 8.0 %: 6.0 points worse, 2.0 accepted

                        share   25 % -> 0 %
                        state   ROLLED_BACK
                        as of   2026-01-15T09:00:00Z

                                              v1 (stable)      v2 (canary)
                        started                      1000               60
                        ended                         990               50
                        abandoned                      80                7
                        transferred                    40                5
                        contained                     300               12
                        hung up in IVR                 12                2
                        errors                          3                1
                        handled                       600               30

                        abandonRate      14.0 % (7 of 50) against 8.0 % (80 of 1000), +6.0 points; margin 2.0  EXCEEDED
                        errorRate        none against 0.3 % (3 of 1000), no comparison; margin 1.0

                        https://canary.example.com/canaries/main-ivr
                        """);
    }

    @Test
    void theLinkEncodesTheCanary() {
        assertThat(AlertBody.link("https://canary.example.com", "Größe/1 a"))
                .isEqualTo("https://canary.example.com/canaries/Gr%C3%B6%C3%9Fe%2F1%20a");
    }

    @Test
    void thereIsNoLinkWithoutAPage() {
        String body = AlertBody.of(
                Fixtures.verdict("v", "main-ivr"), Fixtures.policy("main-ivr", null, null, null, true), null);

        assertThat(body).doesNotContain("/canaries/").contains("(dry run)");
    }

    private static Verdict exceeding(String canary, String metric) {
        return new Verdict(
                "v",
                canary,
                Verdict.Kind.ROLLBACK,
                Verdict.Reason.GUARDRAIL,
                null,
                "",
                "evidence",
                RolloutState.ROLLED_BACK,
                null,
                0,
                0,
                5,
                true,
                Fixtures.START,
                "0123456789ab",
                Map.of(),
                List.of(new Verdict.Comparison(metric, true, 0, 0, 0, 0, null, 1.0, true, null)),
                null,
                null);
    }
}
