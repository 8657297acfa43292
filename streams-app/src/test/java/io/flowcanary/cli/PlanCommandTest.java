package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.plan.Baselines;
import io.flowcanary.plan.Harm;
import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Planner;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PlanCommandTest {
    @TempDir
    private Path directory;

    @Test
    void printsATableOfSharesAndHarmsAndThenAdvice() {
        Cli plan = Cli.run(
                "plan", "--calls-per-hour", "5000", "--share", "7", "--baseline", "abandonRate=9", "--runs", "2");

        assertThat(plan.exit()).isZero();
        assertThat(plan.out())
                .contains("5,000 calls an hour", "abandonRate 9 %", "transferRate 12 % (assumed)")
                .contains("* 7 %", "abandonRate 9 -> 13 %", "errorRate 0.5 -> 3.5 %")
                .contains("7 % is enough");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void printsTheSameAsJson() {
        Cli plan = Cli.run("plan", "--calls-per-hour", "5000", "--runs", "1", "--output", "json");

        JsonNode json = Messages.json().readTree(plan.out());
        assertThat(json.at("/plan/callsPerHour").asDouble()).isEqualTo(5000);
        assertThat(json.at("/plan/outlooks")).hasSize(5);
        assertThat(json.at("/plan/outlooks/0/harms/0/metric").asString()).isEqualTo("abandonRate");
        assertThat(json.at("/plan/outlooks/0/harms")).hasSize(12);
        assertThat(json.at("/advice/0").isString()).isTrue();
    }

    @Test
    void plansByThePolicysGuardrailsAndFirstStep() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("p.yaml"),
                "{canary: c, steps: [15, 100], guardrails: [{metric: containmentRate, margin: 10}]}");

        Cli plan = Cli.run(
                "plan",
                "--calls-per-hour",
                "5000",
                "--policy",
                policy.toString(),
                "--baseline",
                "containmentRate=50",
                "--runs",
                "1");

        assertThat(plan.out()).contains("* 15 %", "containmentRate 50 -> 30 %").doesNotContain("abandonRate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --share=5                                            | expected --canary, whose calls the streams service has counted, or --calls-per-hour
            --canary=main-ivr --calls-per-hour=100               | expected --canary, whose calls the streams service has counted, or --calls-per-hour
            --canary=main-ivr --baseline=abandonRate=8           | expected neither --policy nor --baseline
            --calls-per-hour=0                                   | calls per hour: 0.0 is not allowed
            --calls-per-hour=many                                | 'many' is not a double
            --calls-per-hour=100 --share=0                       | share: 0 is not allowed; expected a percentage from 1 to 99
            --calls-per-hour=100 --share=100                     | share: 100 is not allowed
            --calls-per-hour=100 --runs=0                        | runs: 0 is not allowed
            --calls-per-hour=100 --baseline=abandonment=8        | --baseline abandonment: no such metric; expected one of abandonRate, transferRate
            --calls-per-hour=100 --baseline=abandonRate=101      | --baseline abandonRate=101 is not allowed; expected a percentage from 0 to 100
            --calls-per-hour=100 --baseline=abandonRate=-1       | --baseline abandonRate=-1 is not allowed
            --calls-per-hour=100 --baseline=abandonRate=eight    | --baseline abandonRate=eight is not allowed
            --calls-per-hour=100 --baseline=abandonRate          | abandonRate
            --calls-per-hour=100 --output=xml                    | expected one of [table, json]
            """)
    void saysWhatIsWrongWithTheQuestion(String arguments, String complaint) {
        Cli plan = Cli.run(("plan " + arguments).split(" "));

        assertThat(plan.exit()).isEqualTo(2);
        assertThat(plan.err()).contains(complaint);
        assertThat(plan.out()).isEmpty();
    }

    @Test
    void asksTheServiceUntilThePlanIsMade() {
        Plan made = new Planner(
                        PolicyYaml.read("{canary: main-ivr, judge: threshold, promote: bake}"),
                        5000,
                        Baselines.told(Map.of()),
                        Planner.sharesWith(5),
                        EnumSet.allOf(Harm.Size.class),
                        1,
                        1)
                .plan(done -> {});
        String path = "/api/v1/canaries/main-ivr/plan?runs=20&seed=1&share=5";
        try (FakeService service = new FakeService()) {
            service.says(path, 202, "{\"canary\":\"main-ivr\",\"done\":0.5}")
                    .says(path, new CanaryClient.Planned("main-ivr", 5, Told.TEN, Told.TEN, made, List.of("Go.")));

            Cli plan = service.run("plan", "--canary", "main-ivr", "--share", "5");

            assertThat(plan.exit()).as(plan.err()).isZero();
            assertThat(plan.out()).contains("5,000 calls an hour", "* 5 %").endsWith("Go.\n");
            assertThat(service.asked()).hasSize(2);
        }
    }

    @Test
    void refusesAPolicyThatLeavesNothingToDecideBy() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("p.yaml"),
                "{canary: c, guardrails: [{metric: abandonRate, margin: 2, gate: false}]}");

        Cli plan = Cli.run("plan", "--calls-per-hour", "100", "--policy", policy.toString());

        assertThat(plan.exit()).isEqualTo(2);
        assertThat(plan.err()).contains("expected one that decides");
    }
}
