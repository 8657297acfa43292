package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.client.CanaryClient.Judged;
import io.flowcanary.query.CanaryList;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Answer;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Messages;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.tally.VersionTally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The commands that only look. */
class StatusCommandTest {
    private static final String CANARY = "/api/v1/canaries/main-ivr";

    private static final String GLANCE = CANARY + "/glance?points=2";
    private static final Verdict HOLD = Told.verdict(Kind.HOLD, Reason.BAKING, false, 7);

    private final FakeService service = new FakeService();

    @BeforeEach
    void aRolloutThatBakes() {
        CanaryView view = new CanaryView("main-ivr", Told.rollout(RolloutState.BAKING, 5), null);
        VersionTally tally = new VersionTally(
                2000,
                1900,
                160,
                200,
                420,
                40,
                10,
                1500,
                450_000_000,
                1,
                1L,
                600_000L,
                Map.of(),
                0,
                new GenesysFigures(1600, 1440, 160, 150));
        VersionTally other = new VersionTally(
                2000,
                1900,
                180,
                200,
                420,
                40,
                10,
                1500,
                465_000_000,
                1,
                1L,
                null,
                Map.of(),
                0,
                new GenesysFigures(1600, 1440, 160, 150));
        service.says(
                        "/api/v1/canaries",
                        new CanaryList(List.of(view), new TreeSet<>(List.of(0)), new TreeSet<>(List.of(3))))
                .says(CANARY, view)
                .says(
                        CANARY + "/tallies?window=PT1H",
                        new CanaryTallies(
                                "main-ivr",
                                Told.TEN.minusSeconds(3600),
                                Told.TEN,
                                Told.TEN,
                                new TreeMap<>(Map.of("v1", tally, "v2", other))))
                .says(GLANCE, new Judged(HOLD, HOLD))
                .says("/api/v1/source", Told.source());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void showsBothVersionsWhatTheJudgeMakesOfThemAndWhatComesNext() {
        Cli status = service.run("status", "main-ivr");

        assertThat(status.exit()).isZero();
        assertThat(status.out())
                .contains("main-ivr (Main IVR)  BAKING, step 1 of 4, 5 % (in force since 10:01 UTC)")
                .contains("counted up to 10:07 UTC, 9 s ago, 0 records are waiting in the source")
                .containsPattern("stable v1 +canary v2 +difference")
                .containsPattern("calls +2,000 +2,000")
                .containsPattern("abandoned +8\\.0 % +9\\.0 % +\\+1\\.0 points")
                .containsPattern("Genesys Abandon % +10\\.0 % +10\\.0 % +0\\.0 points")
                .containsPattern("Genesys Transfer % +10\\.4 % +10\\.4 % +0\\.0 points")
                .containsPattern("errors +0\\.5 % +0\\.5 % +0\\.0 points")
                .containsPattern("average handle time +300 s +310 s +\\+10 s")
                .containsPattern("handle time, 90th % +600 s +- +-")
                .containsPattern(
                        "abandon rate +8\\.0 % +9\\.0 % +\\+1\\.0/2\\.0  \\.+\\[=*\\|=*o=*!=*\\]\\.+ not shown")
                .contains("HOLD BAKING at 10:07 UTC")
                .contains(
                        "Hold: the new version's abandon rate is 1.0 points higher; that could be\n  chance. About 450 more canary calls would tell.")
                .contains("next: 25 % comes at 10:31 UTC at the earliest, if nothing holds it back")
                .contains("undecided by 2026-01-16 10:00:00 UTC: hold")
                .doesNotContain("\u001b");
        assertThat(status.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void afterAnOrderTheLastComparisonIsStillShown() {
        Verdict aborted = Told.ordered(Kind.ROLLBACK, Reason.ABORTED, 9);
        service.says(GLANCE, new Judged(aborted, HOLD));
        service.run("status", "main-ivr"); // as it was before the order

        assertThat(service.run("status", "main-ivr").out())
                .contains("compared at 10:07 UTC", "ROLLBACK ABORTED at 10:09 UTC")
                .containsPattern("abandon rate +8\\.0 % +9\\.0 %");
        assertThat(service.run("explain", "main-ivr").out())
                .contains(
                        "Guardrails, as they stood at 2026-01-15 10:07:00 UTC:",
                        "abandon rate: canary 9.0 % (9 of 100)");
    }

    @Test
    void aShareThatIsNotInForceIsSaidSoWithWhyAndWhatToDo() {
        CanaryView view = new CanaryView("main-ivr", Told.notInForce(), null);
        Verdict rolledBack = Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 9);
        service.says(CANARY, view).says(GLANCE, new Judged(rolledBack, rolledBack));
        service.says("/api/v1/canaries", new CanaryList(List.of(view), new TreeSet<>(List.of(0)), new TreeSet<>()));
        service.run("status", "main-ivr"); // as it was before
        service.run("status"); // as it was before

        assertThat(service.run("status", "main-ivr").out().replaceAll("\\s+", " "))
                .contains("ROLLED_BACK, going back: 0 % wanted; SSM still holds 5 %")
                .contains("refused, the parameter has 100 versions and the oldest carries a label; remove the label")
                .contains(
                        "next: writing 0 % is retried until SSM holds it; until then calls may take the canary version")
                .doesNotContain("every call takes the stable version");
        assertThat(service.run("status").out())
                .contains("main-ivr  ROLLED_BACK, going back: 0 % wanted; SSM still holds 5 %");
        assertThat(service.run("explain", "main-ivr").out())
                .contains("Not in force: 0 % wanted; SSM still holds 5 %: refused, the parameter has 100 versions")
                .containsSubsequence("What you can do:", "  remove the label.");
    }

    @Test
    void beforeTheFirstVerdictNothingIsSaidOfGuardrails() {
        service.says(GLANCE, new Judged(null, null));
        service.run("status", "main-ivr"); // as it was before the restart

        assertThat(service.run("status", "main-ivr").out())
                .contains("no verdict yet")
                .doesNotContain("abandon rate");
    }

    @Test
    void withoutANameShowsEveryCanaryAndWhichPartitionsAreMissing() {
        assertThat(service.run("status").out())
                .contains("main-ivr  BAKING, step 1 of 4, 5 %", "not all: partitions [3] cannot be asked");
    }

    @Test
    void statusCanBeHadAsJson() {
        JsonNode json = Messages.json()
                .readTree(service.run("status", "main-ivr", "--output", "json").out());

        assertThat(json.at("/rollout/share").asInt()).isEqualTo(5);
        assertThat(json.at("/verdict/reason").asString()).isEqualTo("BAKING");
        assertThat(json.at("/source/age").asString()).isEqualTo("PT9S");
    }

    @Test
    void aCanaryThatNobodyKnowsIsSaidToBeUnknown() {
        Cli status = service.run("status", "other");

        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.err()).contains("other never had a rollout", "flow-canary status lists those that had");
    }

    @Test
    void aWatchIsOfOneCanary() {
        assertThat(service.run("status", "--watch").exit()).isEqualTo(2);
        assertThat(service.run("status", "main-ivr", "--watch", "--output", "json")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void explainsEachGuardrailInASentenceAndWhatToDo() {
        Cli explain = service.run("explain", "main-ivr");

        assertThat(explain.out())
                .contains("HOLD BAKING, judged by evidence at 2026-01-15 10:07:00 UTC:")
                .contains(
                        "abandon rate: canary 9.0 % (9 of 100), stable 8.0 % (160 of 2,000), 1.0 points worse, 2.0 accepted;"
                                + " the true difference lies between -1.5 and +3.0; odds for harm 2.0 to 1, 80 needed to roll back;"
                                + " odds for no worse 4.0 to 1, 20 needed: about 450 more canary calls would show;"
                                + " 12 calls are too young to tell.")
                .contains("BAKING: the step has not lasted long enough.")
                .contains(
                        "The point rule, which compares plain rates, would say HOLD BAKING: healthy for 7 of 30 minutes.")
                .contains("What you can do:", "  wait, or advance if you know better.");
    }

    @Test
    void historyMergesChangesOrdersAndRefusalsTheNewestFirst() {
        Answer refused = new Answer(
                "k-2",
                "main-ivr",
                "advance",
                Told.TEN.plusSeconds(600),
                "robin",
                null,
                "the rollout is paused: resume it",
                Told.rollout(RolloutState.PAUSED, 5),
                null);
        service.says(
                        CANARY + "/orders?limit=20",
                        new Orders("main-ivr", List.of(refused, Told.answer("start", RolloutState.BAKING, 5))))
                .says(
                        CANARY + "/verdicts?limit=20&told=true",
                        verdicts(
                                "/api/v1/canaries/main-ivr/verdicts?limit=20&told=true&before=5",
                                Told.verdict(Kind.HOLD, Reason.CAUTION, true, 4)))
                .says(
                        CANARY + "/verdicts?limit=20&told=true&before=5",
                        verdicts(null, Told.verdict(Kind.HOLD, Reason.NO_DATA, true, -1)));

        Cli history = service.run("history", "main-ivr");

        assertThat(history.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "2026-01-15 10:10:00 5 % refused advance by robin: the rollout is paused: resume it",
                        "2026-01-15 10:04:00 5 % verdict HOLD CAUTION abandon rate 9.0 % (9 of 100) against 8.0 %"
                                + " (160 of 2,000)",
                        "2026-01-15 10:00:00 5 % order start by kim: new menu",
                        "2026-01-15 09:59:00 5 % verdict HOLD NO_DATA abandon rate 9.0 % (9 of 100) against 8.0 %"
                                + " (160 of 2,000)");
    }

    private static Verdicts verdicts(String next, Verdict... verdicts) {
        return new Verdicts("main-ivr", List.of(verdicts), next);
    }

    private record Verdicts(String canary, List<Verdict> verdicts, String next) {}

    private record Orders(String canary, List<Answer> orders) {}
}
