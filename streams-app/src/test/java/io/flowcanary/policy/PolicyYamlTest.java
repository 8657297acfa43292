package io.flowcanary.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyYamlTest {
    private static final String FULL = """
            canary: 6f1c
            title: Main IVR
            versions: {stable: 1.10, canary: 1.20}
            parameter: /genesys/canary/percentage
            alerts: {topic: "arn:aws:sns:eu-central-1:123456789012:flow-canary", bus: default}
            steps: [5, 100]
            bake: 90s
            minCalls: 30
            window: 2h
            judge: threshold
            promote: bake
            alpha: 0.1
            lateness: PT2M
            guardrails:
              - {metric: abandonRate, margin: 2.5, maturity: 10m}
              - {metric: longHandleRate, longerThan: 15m, margin: 5, maturity: 45m, gate: false}
            shortAbandon: 5s
            transfers: [BLIND, CONSULT, CONFERENCE, NO_ANSWER]
            errorOutcomes: [0f2c9f1e-58f3-4f57-b4a4-3f0f6b1f2a55]
            deadline: {after: 7d, then: rollback}
            dryRun: true
            """;

    @Test
    void readsEveryField() {
        Policy policy = PolicyYaml.read(FULL);

        assertThat(policy)
                .isEqualTo(new Policy(
                        "6f1c",
                        "Main IVR",
                        new Policy.Versions("1.10", "1.20"),
                        "/genesys/canary/percentage",
                        new Policy.Alerts("arn:aws:sns:eu-central-1:123456789012:flow-canary", "default"),
                        List.of(5, 100),
                        Duration.ofSeconds(90),
                        30,
                        Duration.ofHours(2),
                        Policy.JudgeName.THRESHOLD,
                        Policy.PromoteRule.BAKE,
                        0.1,
                        Duration.ofMinutes(2),
                        List.of(
                                new Policy.Guardrail(
                                        Policy.Metric.ABANDON_RATE, 2.5, Duration.ofMinutes(10), null, true),
                                new Policy.Guardrail(
                                        Policy.Metric.LONG_HANDLE_RATE,
                                        5.0,
                                        Duration.ofMinutes(45),
                                        Duration.ofMinutes(15),
                                        false)),
                        Duration.ofSeconds(5),
                        List.of(Transfer.BLIND, Transfer.CONSULT, Transfer.CONFERENCE, Transfer.NO_ANSWER),
                        List.of("0f2c9f1e-58f3-4f57-b4a4-3f0f6b1f2a55"),
                        new Policy.Deadline(Duration.ofDays(7), Policy.DeadlineAction.ROLLBACK),
                        true));
    }

    @Test
    void everyFieldButTheCanaryHasADefault() {
        Policy policy = PolicyYaml.read("canary: main-ivr");

        assertThat(policy.steps()).containsExactly(5, 25, 50, 100);
        assertThat(policy.bake()).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.judge()).isEqualTo(Policy.JudgeName.EVIDENCE);
        assertThat(policy.guardrails()).hasSize(4);
        assertThat(policy.dryRun()).isFalse();
        assertThat(policy.shortAbandon()).isNull();
        assertThat(policy.transfers()).containsExactly(Transfer.BLIND, Transfer.CONSULT, Transfer.CONFERENCE);
        assertThat(policy.errorOutcomes()).isEmpty();
    }

    @Test
    void readsBackTheJsonThatTravelsWithTheRollout() {
        Policy policy = PolicyYaml.read(FULL);

        assertThat(PolicyYaml.read(Messages.json().writeValueAsString(policy))).isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({"60s, PT1M", "30m, PT30M", "1h, PT1H", "24h, PT24H", "7d, PT168H", "PT1H30M, PT1H30M"})
    void durationsAreANumberAndAUnitOrIso(String written, Duration meant) {
        assertThat(PolicyYaml.read("canary: a\nbake: " + written).bake()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stepz: [5, 100]| stepz: unknown field; did you mean steps?",
                "mincalls: 20| mincalls: unknown field; did you mean minCalls?",
                "deadline: {afer: 1h}| deadline.afer: unknown field; did you mean after?",
                "deadline: {hereafterwards: 1h}|"
                        + " deadline.hereafterwards: unknown field; expected one of after, then",
                "guardrails: [{metric: errorRate, margn: 1}]|"
                        + " guardrails[0].margn: unknown field; did you mean margin?",
                "shortAbandon: 90s| shortAbandon: 90s is not allowed;"
                        + " expected whole seconds from 1s to 1m, or nothing: every abandon counts",
                "shortAbandon: PT1.5S| shortAbandon: PT1.5S is not allowed;"
                        + " expected whole seconds from 1s to 1m, or nothing: every abandon counts",
                "transfers: [NOANSWER]| transfers[0]: NOANSWER is not allowed;"
                        + " expected one of BLIND, CONSULT, CONFERENCE, NO_ANSWER, NOT_AVAILABLE, DND, FORWARD",
                "transfers: []| transfers: [] is not allowed; expected at least one of"
                        + " [BLIND, CONSULT, CONFERENCE, NO_ANSWER, NOT_AVAILABLE, DND, FORWARD], each once",
                "errorOutcomes: [an error]| errorOutcomes: an error is not allowed;"
                        + " expected ids of flow outcomes: 1 to 64 letters, digits, - or _",
                "bake: 30| bake: 30 is not allowed; expected a duration such as 30s, 30m, 24h or 7d",
                "bake: 30 minutes|"
                        + " bake: 30 minutes is not allowed; expected a duration such as 30s, 30m, 24h or 7d",
                "bake: [30m]| bake: this is not allowed; expected a duration such as 30s, 30m, 24h or 7d",
                "bake: 1s| bake: 1s is not allowed; expected 1m to 7d",
                "minCalls: 20.5| minCalls: 20.5 is not allowed; expected a whole number",
                "minCalls: many| minCalls: many is not allowed; expected a whole number",
                "minCalls: 0| minCalls: 0 is not allowed; expected 1 to 1000000",
                "minCalls: 99999999999999| minCalls: 99999999999999 is not allowed; expected a whole number",
                "alpha: .nan| alpha: NaN is not allowed; expected a number above 0 and at most 0.5",
                "dryRun: yes| dryRun: yes is not allowed; expected true or false",
                "judge: evidenc| judge: evidenc is not allowed; expected one of threshold, evidence",
                "judge: 0| judge: 0 is not allowed; expected one of threshold, evidence",
                "versions: v1| versions: v1 is not allowed; expected the fields stable, canary",
                "title: [a]| title: this is not allowed; expected a text",
                "steps: 5| steps: 5 is not allowed; expected a list",
                "steps: [5, 2.5, 100]| steps[1]: 2.5 is not allowed; expected a whole number",
                "steps: [50, 5, 100]| steps: [50, 5, 100] is not allowed;"
                        + " expected 2 to 20 rising whole percentages from 1, the last of them 100",
                "guardrails: [{metric: errorRate, margin: 0}]| guardrails.errorRate.margin: 0.0 is not allowed;"
                        + " expected a number above 0 and at most 50",
                "guardrails: [{margin: 1}]| guardrails.metric: null is not allowed; expected one of the metrics",
                "deadline: {after: 1m}| deadline.after: 1m is not allowed; expected 10m to 30d",
            })
    void saysLineFieldValueAndWhatIsAllowed(String line, String complaint) {
        assertThatThrownBy(() -> PolicyYaml.read("canary: a\n\n" + line + "\n"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessage("line 3: " + complaint);
    }

    @Test
    void pointsAtTheGuardrailThatIsWrong() {
        String yaml = """
                canary: a
                guardrails:
                  - {metric: abandonRate, margin: 2}
                  - metric: errorRate
                    margin: 1
                    maturity: 2h
                """;

        assertThatThrownBy(() -> PolicyYaml.read(yaml))
                .hasMessage("line 6: guardrails.errorRate.maturity: 2h is not allowed; expected 1m to 1h");
    }

    @Test
    void refusesAHoleInAList() {
        assertThatThrownBy(() -> PolicyYaml.read("canary: a\nsteps: [5, null, 100]"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessage("line 2: steps[1]: an empty element is not allowed; expected a list without holes");
    }

    @Test
    void refusesAFieldGivenTwice() {
        assertThatThrownBy(() -> PolicyYaml.read("canary: a\nbake: 1h\nbake: 2h"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("line 3: ")
                .hasMessageContaining("bake");
    }

    @Test
    void refusesTwoDocuments() {
        assertThatThrownBy(() -> PolicyYaml.read("canary: a\n---\ncanary: b"))
                .isInstanceOf(InvalidPolicyException.class);
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThatThrownBy(() -> PolicyYaml.read("canary: a\nbake: \"1h\nsteps: [5, 100]"))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("line ")
                .hasMessageContaining("no valid YAML");
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'---'", "'null'", "just a word", "'[a]'"})
    void refusesWhatHoldsNoFields(String yaml) {
        assertThatThrownBy(() -> PolicyYaml.read(yaml)).isInstanceOf(InvalidPolicyException.class);
    }

    @Test
    void aPolicyWithoutACanaryIsRefused() {
        assertThatThrownBy(() -> PolicyYaml.read("title: Main IVR"))
                .hasMessage("canary: null is not allowed; expected 1 to 256 characters");
    }

    @Test
    void namesTheFileAndTheLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("main-ivr.yaml"), "canary: a\n\nbake: 1s\n");

        assertThatThrownBy(() -> PolicyYaml.read(file))
                .hasMessage(file + ":3: bake: 1s is not allowed; expected 1m to 7d");
    }

    @Test
    void namesTheFileWhenNoLineIsToBlame(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "");
        Path nameless = Files.writeString(folder.resolve("nameless.yaml"), "title: a\n");

        assertThatThrownBy(() -> PolicyYaml.read(empty)).hasMessageStartingWith(empty + ": the policy is empty");
        assertThatThrownBy(() -> PolicyYaml.read(nameless)).hasMessageStartingWith(nameless + ": canary: null");
    }

    @Test
    void theExampleIsTheDefaultWithAnErrorOutcomeAndTwoGuardrailsForShow() throws IOException {
        Policy example = PolicyYaml.read(Path.of("..", "policies", "main-ivr.yaml"));

        Policy defaults = PolicyYaml.read("canary: main-ivr\ntitle: Main IVR\n");
        assertThat(example)
                .usingRecursiveComparison()
                .ignoringFields("guardrails", "errorOutcomes")
                .isEqualTo(defaults);
        assertThat(example.errorOutcomes()).hasSize(1);
        assertThat(example.guardrails()).startsWith(defaults.guardrails().toArray(Policy.Guardrail[]::new));
        assertThat(example.guardrails().stream().skip(defaults.guardrails().size()))
                .containsExactly(
                        new Policy.Guardrail(Policy.Metric.CONTAINMENT_RATE, 5.0, Duration.ofMinutes(10), null, false),
                        new Policy.Guardrail(
                                Policy.Metric.LONG_HANDLE_RATE,
                                5.0,
                                Duration.ofMinutes(45),
                                Duration.ofMinutes(15),
                                false));
    }

    @Test
    void theGuidesPolicyIsTheGuide() throws IOException {
        Policy policy = PolicyYaml.read(Path.of("..", "policies", "guide.yaml"));

        assertThat(policy.canary()).isEqualTo("main-ivr");
        assertThat(policy.steps()).containsExactly(5, 100);
        assertThat(policy.bake()).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.minCalls()).isEqualTo(20);
        assertThat(policy.judge()).isEqualTo(Policy.JudgeName.THRESHOLD);
        assertThat(policy.guardrail(Policy.Metric.ABANDON_RATE).margin()).isEqualTo(2.0);
        assertThat(policy.guardrail(Policy.Metric.TRANSFER_RATE).margin()).isEqualTo(5.0);
    }
}
