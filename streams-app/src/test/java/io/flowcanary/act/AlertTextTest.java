package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import java.time.Duration;
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
        assertThat(subject(exceeding(canary, metric))).matches("\\[page] [A-Za-z][ -~]{0,91}");
    }

    @Test
    void theSubjectSaysWhatHappenedToWhomAndWhy() {
        assertThat(subject(Fixtures.verdict("v", "main-ivr")))
                .isEqualTo("[page] flow-canary ROLLBACK main-ivr: abandonRate");
    }

    @Test
    void aLongNameIsCutAndTheCauseKept() {
        assertThat(subject(Fixtures.verdict("v", "x".repeat(200)))).hasSize(99).endsWith("x: abandonRate");
    }

    @Test
    void accentsAreDroppedAndWhatHasNoAsciiFormIsMarked() {
        assertThat(subject(Fixtures.verdict("v", "Größe 主📞")))
                .isEqualTo("[page] flow-canary ROLLBACK Grosse ??: abandonRate");
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
                null,
                null);

        assertThat(subject(paused)).isEqualTo("[page] flow-canary PAUSED main-ivr: external change");
    }

    @Test
    void aShareThatIsNotInForceIsToldWithWhatIsThereWhyAndWhatToDo() {
        Verdict verdict = Fixtures.ofShare(Verdict.Reason.NOT_IN_FORCE, "5");

        assertThat(subject(verdict))
                .isEqualTo("[page] flow-canary NOT IN FORCE main-ivr: 0 % wanted; SSM still holds 5 %");
        assertThat(body(verdict)).startsWith("""
                Main IVR (main-ivr): NOT IN FORCE, 0 % wanted; SSM still holds 5 %

                0 % wanted; SSM still holds 5 %: refused, not allowed; allow it

                share   0 % wanted; SSM still holds 5 %
                state   ROLLED_BACK
                """);
    }

    @Test
    void theAllClearSaysWhichShareHolds() {
        Verdict verdict = Fixtures.ofShare(Verdict.Reason.IN_FORCE, null);

        assertThat(subject(verdict)).isEqualTo("[page] flow-canary IN FORCE main-ivr: SSM holds 0 %");
        assertThat(body(verdict)).contains("share   SSM holds 0 %");
    }

    @Test
    void aHoldThatWasOrderedIsAResumption() {
        assertThat(subject(Fixtures.hold("v", Verdict.Reason.ORDERED)))
                .isEqualTo("[notice] flow-canary RESUMED main-ivr: ordered");
    }

    @Test
    void theBodyHoldsReasonFiguresSharesAndLink() {
        String body = AlertBody.of(
                News.transition(Fixtures.verdict("v", "main-ivr")),
                Fixtures.policy("main-ivr", "Main IVR", null, null, false),
                PAGE);

        assertThat(body).isEqualTo("""
                        Main IVR (main-ivr): ROLLBACK, abandonRate

                        abandon rate 14.0 % against 8.0 %: 6.0 points worse, 2.0 accepted

                        share   25 % -> 0 % wanted; you are told if SSM does not hold it within 30 s
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

                        page    https://canary.example.com/canaries/main-ivr
                        history https://canary.example.com/canaries/main-ivr#history
                        """);
    }

    @Test
    void theLinkEncodesTheCanary() {
        assertThat(AlertLinks.page("https://canary.example.com", "Größe/1 a"))
                .isEqualTo("https://canary.example.com/canaries/Gr%C3%B6%C3%9Fe%2F1%20a");
    }

    @Test
    void thereIsNoLinkWithoutAPage() {
        String body = AlertBody.of(
                News.transition(Fixtures.verdict("v", "main-ivr")),
                Fixtures.policy("main-ivr", null, null, null, true),
                null);

        assertThat(body).doesNotContain("/canaries/").contains("(dry run)");
    }

    @Test
    void aDryRunSaysSoAndPagesNobody() {
        Policy dryRun = Fixtures.policy("main-ivr", "Main IVR", null, null, true);

        assertThat(AlertSubject.of(News.transition(Fixtures.verdict("v", "main-ivr")), dryRun))
                .isEqualTo("[notice] flow-canary ROLLBACK (dry run) main-ivr: abandonRate");
        assertThat(AlertBody.of(News.transition(Fixtures.verdict("v", "main-ivr")), dryRun, PAGE))
                .startsWith("Main IVR (main-ivr): ROLLBACK (dry run), abandonRate\n")
                .contains("share   25 % -> 0 % (dry run: not written)");
    }

    @Test
    void aMutedGuardrailIsNotNamed() {
        Policy policy = muting(Policy.Metric.ABANDON_RATE);
        News news = News.transition(Fixtures.verdict("v", "main-ivr"));

        assertThat(AlertSubject.of(news, policy)).isEqualTo("[page] flow-canary ROLLBACK main-ivr: guardrail");
        assertThat(AlertBody.of(news, policy, PAGE)).contains("errorRate").doesNotContain("abandonRate");
    }

    @Test
    void aDigestSaysForHowLongAndEverythingThatItHoldsFor() {
        News news = new News(
                Fixtures.hold("v", Verdict.Reason.INSUFFICIENT_EVIDENCE, Verdict.Reason.CAUTION), Duration.ofHours(8));
        Policy policy = Fixtures.policy("main-ivr", "Main IVR", null, null, false);

        assertThat(AlertSubject.of(news, policy))
                .isEqualTo("[notice] flow-canary HOLD main-ivr: insufficient evidence for 8 h");
        assertThat(AlertBody.of(news, policy, PAGE))
                .startsWith("Main IVR (main-ivr): HOLD for 8 h, insufficient evidence\n\nwhy it holds\n"
                        + "All reasons to hold: insufficient evidence, caution.\n");
    }

    @Test
    void subscriptionsCanBeFilteredBySeverity() {
        AlertMessage message = AlertMessage.of(
                News.transition(Fixtures.verdict("v-1", "main-ivr")),
                Fixtures.policy("main-ivr", null, null, null, false),
                PAGE);

        assertThat(message.attributes())
                .isEqualTo(Map.of("severity", "page", "canary", "main-ivr", "verdict", "ROLLBACK", "verdictId", "v-1"));
    }

    @Test
    void theEventIsTheVerdictWithItsSeverityAndPage() {
        Verdict verdict = Fixtures.verdict("v-1", "main-ivr");

        String detail =
                AlertDetail.of(News.transition(verdict), Fixtures.policy("main-ivr", null, null, null, false), PAGE);

        assertThat(Messages.read(detail.getBytes(java.nio.charset.StandardCharsets.UTF_8), Verdict.class))
                .isEqualTo(verdict);
        assertThat(detail)
                .startsWith("{\"type\":\"verdict/1\"")
                .contains("\"severity\":\"page\"", "\"dryRun\":false")
                .contains("\"page\":\"https://canary.example.com/canaries/main-ivr\"");
    }

    private static String body(Verdict verdict) {
        return AlertBody.of(News.transition(verdict), Fixtures.policy("main-ivr", "Main IVR", null, null, false), PAGE);
    }

    private static String subject(Verdict verdict) {
        return AlertSubject.of(News.transition(verdict), Fixtures.policy("main-ivr", null, null, null, false));
    }

    private static Policy muting(Policy.Metric metric) {
        return new Policy(
                "main-ivr",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Policy.Guardrail(metric, 2.0, null, null, null, true)),
                null,
                null,
                null,
                null,
                null);
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
                null,
                null);
    }
}
