package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.client.CanaryClient.Judged;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.tally.VersionTally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class WaitCommandTest {
    private static final String CANARY = "/api/v1/canaries/main-ivr";
    private static final Instant IN_FORCE = Told.TEN.plusSeconds(60);

    @TempDir
    private Path directory;

    private final FakeService service = new FakeService();

    @BeforeEach
    void prepare() {
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
                1L,
                Map.of(),
                0,
                new GenesysFigures(1600, 1440, 160, 150));
        CanaryTallies tallies = new CanaryTallies(
                "main-ivr", Told.TEN, Told.TEN.plusSeconds(60), Told.TEN, new TreeMap<>(Map.of("v1", tally)));
        service.says(CANARY + "/tallies?window=PT1H", tallies)
                .says(CANARY + "/tallies?from=2026-01-15T10:00:00Z&to=2026-01-15T10:01:00Z", tallies)
                .says(CANARY + "/tallies?from=2026-01-15T10:00:00Z&to=2026-01-15T10:40:00Z", tallies)
                .says("/api/v1/source", Told.source())
                .says(
                        CANARY + "/orders?limit=50",
                        Map.of("orders", trees(Told.answer("start", RolloutState.BAKING, 5))))
                .says(CANARY + "/stream", 200, "data: changed\n\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void tellsWhatHappensAndEndsWellOnceThePromotedShareIsInForce() {
        stands(RolloutState.BAKING, null, 5, IN_FORCE);
        stands(RolloutState.BAKING, null, 5, IN_FORCE);
        stands(RolloutState.PROMOTED, null, 100, null);
        stands(RolloutState.PROMOTED, null, 100, IN_FORCE);
        judged(Told.verdict(Kind.HOLD, Reason.BAKING, false, 7));
        judged(Told.verdict(Kind.HOLD, Reason.BAKING, false, 8));
        judged(Told.verdict(Kind.PROMOTE, Reason.HEALTHY, true, 40), Told.verdict(Kind.HOLD, Reason.BAKING, false, 8));

        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isZero();
        assertThat(wait.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains("order    start", "by kim: new menu"),
                        line -> assertThat(line).contains("verdict  PROMOTE HEALTHY"),
                        line -> assertThat(line)
                                .startsWith("main-ivr is promoted: ")
                                .contains("100 % (in force"));
    }

    @Test
    void aRollbackIsThree() {
        ends(RolloutState.ROLLED_BACK, null, 0, Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));

        assertThat(await("--poll", "10ms").exit()).isEqualTo(3);
    }

    @Test
    void aHoldPastTheDeadlineIsFour() {
        ends(RolloutState.PAUSED, Pause.DEADLINE, 5, Told.verdict(Kind.HOLD, Reason.DEADLINE, true, 40));

        assertThat(await("--poll", "10ms").exit()).isEqualTo(4);
    }

    @Test
    void waitsWhileSomebodyPausedItAndGivesUpAfterTheTimeout() {
        ends(RolloutState.PAUSED, Pause.OPERATOR, 5, Told.verdict(Kind.HOLD, Reason.PAUSED, true, 40));

        Cli wait = await("--poll", "10ms", "--timeout", "1s");

        assertThat(wait.exit()).isEqualTo(5);
        assertThat(wait.out()).contains("main-ivr is still undecided: ", "somebody paused it");
    }

    @Test
    void aRollbackIsNoRollbackBeforeSsmHoldsZero() {
        service.says(CANARY, new CanaryView("main-ivr", Told.notInForce(), null));
        service.says(CANARY, new CanaryView("main-ivr", Told.notInForce(), null));
        stands(RolloutState.ROLLED_BACK, null, 0, IN_FORCE);
        judged(Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));

        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isEqualTo(3);
        assertThat(wait.out()).contains("main-ivr is rolled back: ", "0 % (in force since 10:01 UTC)");
    }

    @Test
    void aRollbackThatIsNotInForceWhenTheTimeIsUpIsUndecidedAndSaysWhyAndWhatToDo() throws Exception {
        service.says(CANARY, new CanaryView("main-ivr", Told.notInForce(), null));
        judged(Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));
        Path summary = directory.resolve("verdict.md");

        Cli wait = await("--poll", "10ms", "--timeout", "2s", "--every", "1s", "--summary", summary.toString());

        assertThat(wait.exit()).isEqualTo(5);
        assertThat(wait.out()
                        .lines()
                        .filter(line -> line.contains("ROLLED_BACK, going back: 0 % wanted; SSM still"
                                + " holds 5 %: refused, the parameter has 100 versions and the oldest carries a label; remove"
                                + " the label; ROLLBACK GUARDRAIL")))
                .as("meanwhile and at the end")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(wait.out()).contains("main-ivr is still undecided: ");
        assertThat(Files.readString(summary)).contains("**Not in force:** 0 % wanted; SSM still holds 5 %");
    }

    @Test
    void saysEverySoOftenWhereItStands() {
        ends(RolloutState.BAKING, null, 5, Told.verdict(Kind.HOLD, Reason.BAKING, false, 40));

        Cli wait = await("--poll", "10ms", "--timeout", "2s", "--every", "1s");

        assertThat(wait.out())
                .contains("2026-01-15 10:40:00  BAKING, step 1 of 4, 5 % (in force since 10:01 UTC); HOLD BAKING");
    }

    @Test
    void anotherRolloutInItsPlaceIsNoAnswer() {
        stands(RolloutState.BAKING, null, 5, IN_FORCE);
        service.says(
                CANARY,
                new CanaryView(
                        "main-ivr",
                        Told.rollout(RolloutState.BAKING, null, 5, Told.TEN.plusSeconds(600), IN_FORCE),
                        null));
        judged(Told.verdict(Kind.HOLD, Reason.BAKING, false, 7));

        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isEqualTo(1);
        assertThat(wait.err()).contains("that began at 2026-01-15T10:00:00Z has ended, and another one began");
    }

    @Test
    void goesOnAfterTheServiceWasAway() {
        stands(RolloutState.BAKING, null, 5, IN_FORCE);
        service.refuses(CANARY, 502, "a proxy");
        stands(RolloutState.PROMOTED, null, 100, IN_FORCE);
        judged(Told.verdict(Kind.PROMOTE, Reason.HEALTHY, true, 40));

        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isZero();
        assertThat(wait.out()).containsOnlyOnce("not live: " + service.url() + " answers 502: a proxy");
    }

    @Test
    void aTokenThatIsRefusedEndsIt() {
        stands(RolloutState.BAKING, null, 5, IN_FORCE);
        service.refuses(CANARY, 403, "viewer");

        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isEqualTo(1);
        assertThat(wait.err()).contains("the token's role does not allow it");
    }

    @Test
    void writesASummaryWithBothVersionsFigures() throws Exception {
        ends(RolloutState.ROLLED_BACK, null, 0, Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));
        Path summary = directory.resolve("verdict.md");

        await("--poll", "10ms", "--summary", summary.toString());

        assertThat(Files.readString(summary)).isEqualTo("""
                ### Main IVR: rolled back, 0 %

                ROLLBACK GUARDRAIL: abandon rate 9\\.0 % \\(9 of 100\\) against 8\\.0 % \\(160 of 2,000\\)

                Began 2026-01-15 10:00:00 UTC, last changed 2026-01-15 10:00:00 UTC by kim: new menu

                | | stable v1 | canary v2 |
                |---|---:|---:|
                | calls | 2,000 | 0 |
                | abandoned | 8.0 % | - |
                | transferred | 10.0 % | - |
                | contained | 21.0 % | - |
                | hung up in the IVR | 2.0 % | - |
                | errors | 0.5 % | - |
                | Genesys Abandon % | 10.0 % | - |
                | Genesys Transfer % | 10.4 % | - |
                | AHT | 300 s | - |

                | guardrail | stable | canary | points | margin |
                |---|---:|---:|---:|---:|
                | abandon rate | 8.0 % | 9.0 % | +1.0 | 2.0 |
                """);
    }

    @Test
    void answersAsJsonOnStandardOutputAlone() {
        ends(RolloutState.ROLLED_BACK, null, 0, Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));

        Cli wait = await("--poll", "10ms", "--output", "json");

        JsonNode answer = Messages.json().readTree(wait.out());
        assertThat(answer.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(answer.at("/verdict/reason").asString()).isEqualTo("GUARDRAIL");
        assertThat(answer.at("/tallies/versions/v1/started").asLong()).isEqualTo(2000);
        assertThat(wait.err()).contains("verdict  ROLLBACK GUARDRAIL");
    }

    @Test
    void aStartCanWaitForItsVerdict() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "{canary: main-ivr, title: Main IVR}");
        service.says(CANARY + "/start", Told.answer("start", RolloutState.BAKING, 5));
        ends(RolloutState.ROLLED_BACK, null, 0, Told.verdict(Kind.ROLLBACK, Reason.GUARDRAIL, true, 40));

        Cli start = service.run("start", policy.toString(), "--calls-per-hour", "100000", "--wait", "--poll", "10ms");

        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.out()).contains("start followed", "verdict  ROLLBACK", "main-ivr is rolled back: ");
    }

    @Test
    void aStartThatDoesNotWaitTakesNothingThatIsForWaiting() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "{canary: main-ivr}");

        Cli start = service.run("start", policy.toString(), "--timeout", "1m");

        assertThat(start.exit()).isEqualTo(2);
        assertThat(start.err()).contains("need --wait");
        assertThat(service.posted()).isEmpty();
    }

    @Test
    void aCanaryWithoutARolloutHasNothingToWaitFor() {
        Cli wait = await("--poll", "10ms");

        assertThat(wait.exit()).isEqualTo(1);
        assertThat(wait.err()).contains("main-ivr never had a rollout");
    }

    private Cli await(String... options) {
        List<String> all = new ArrayList<>(List.of("wait", "main-ivr"));
        all.addAll(List.of(options));
        return service.run(all.toArray(String[]::new));
    }

    private void ends(RolloutState state, Pause pause, int share, Verdict verdict) {
        stands(state, pause, share, IN_FORCE);
        judged(verdict);
    }

    private void stands(RolloutState state, Pause pause, int share, Instant confirmedAt) {
        Rollout rollout = Told.rollout(state, pause, share, Told.TEN, confirmedAt);
        service.says(CANARY, new CanaryView("main-ivr", rollout, null));
    }

    /** The newest first. */
    private void judged(Verdict... verdicts) {
        Verdict[] told = Arrays.stream(verdicts).filter(Verdict::transition).toArray(Verdict[]::new);
        service.says(CANARY + "/glance?points=2", new Judged(verdicts[0], verdicts[0]))
                .says(CANARY + "/verdicts?limit=50&told=true", Map.of("verdicts", trees(told)));
    }

    /** Within a list, records would lose what tells their kind. */
    private static List<JsonNode> trees(Message... messages) {
        return Arrays.stream(messages)
                .<JsonNode>map(Messages.json()::valueToTree)
                .toList();
    }
}
