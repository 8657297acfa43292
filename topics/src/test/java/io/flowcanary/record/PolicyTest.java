package io.flowcanary.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @Test
    void defaultsAreTheGuidesNumbers() {
        Policy policy = policy(null, null, null);

        assertThat(policy.title()).isEqualTo("main-ivr");
        assertThat(policy.versions()).isEqualTo(new Policy.Versions("v1", "v2"));
        assertThat(policy.parameter()).isEqualTo("/genesys/canary/percentage");
        assertThat(policy.steps()).containsExactly(5, 25, 50, 100);
        assertThat(policy.bake()).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.minCalls()).isEqualTo(20);
        assertThat(policy.window()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.judge()).isEqualTo(Policy.JudgeName.EVIDENCE);
        assertThat(policy.guardrail(Policy.Metric.ABANDON_RATE).margin()).isEqualTo(2.0);
        assertThat(policy.guardrail(Policy.Metric.TRANSFER_RATE).margin()).isEqualTo(5.0);
        assertThat(policy.guardrail(Policy.Metric.ERROR_RATE).margin()).isEqualTo(1.0);
        assertThat(policy.guardrail(Policy.Metric.IVR_HANGUP_RATE).margin()).isEqualTo(3.0);
        assertThat(policy.deadline()).isEqualTo(new Policy.Deadline(Duration.ofHours(24), Policy.DeadlineAction.HOLD));
        assertThat(policy.dryRun()).isFalse();
    }

    @Test
    void saysWhichFieldWhichValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> policy(List.of(25, 5, 100), null, null))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessage("steps: [25, 5, 100] is not allowed; expected 2 to 20 rising whole percentages from 1,"
                        + " the last of them 100");
        assertThatThrownBy(() -> policy(List.of(5, 50), null, null)).hasMessageStartingWith("steps: [5, 50]");
        assertThatThrownBy(() -> policy(null, Duration.ofSeconds(1), null))
                .hasMessage("bake: PT1S is not allowed; expected PT1M to PT168H");
        assertThatThrownBy(() -> policy(null, null, 0)).hasMessage("minCalls: 0 is not allowed; expected 1 to 1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\nb", "a\u0000", "a\u2028b", "a\ud83d", "\udc00b"})
    void aCanaryHasANameThatAPathCanHold(String name) {
        assertThatThrownBy(() -> named(name))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageStartingWith("canary: ")
                .hasMessageEndingWith("a name without control characters that is neither . nor ..")
                .message()
                .matches("\\P{Cntrl}+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main-ivr", "Sales / Support", "...", "Zürich 😀", "50%"})
    void aCanaryMayHaveAnyOtherName(String name) {
        assertThat(named(name).canary()).isEqualTo(name);
    }

    private static Policy named(String canary) {
        return new Policy(
                canary, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    @Test
    void versionsAreTwoDifferentNamesThatNothingReserves() {
        assertThatThrownBy(() -> new Policy.Versions("a", "a")).hasMessageContaining("two different versions");
        assertThatThrownBy(() -> new Policy.Versions("v1", "fallback")).hasMessageContaining("none of fallback");
    }

    @Test
    void aGuardrailHasAMarginThatCanBeReached() {
        assertThatThrownBy(() -> new Policy.Guardrail(Policy.Metric.ERROR_RATE, 0.0, null, null, null))
                .hasMessage(
                        "guardrails.errorRate.margin: 0.0 is not allowed; expected a number above 0 and at most 50");
        assertThatThrownBy(() -> new Policy.Guardrail(Policy.Metric.ERROR_RATE, 1.0, null, Duration.ofMinutes(1), null))
                .hasMessageContaining("only longHandleRate has it");
    }

    @Test
    void aMutedGuardrailDecidesNothing() {
        Policy.Guardrail muted = new Policy.Guardrail(Policy.Metric.ERROR_RATE, 1.0, null, null, true, true);

        assertThat(muted.gate()).isFalse();
        assertThat(new Policy.Guardrail(Policy.Metric.ERROR_RATE, 1.0, null, null, null).gate())
                .isTrue();
    }

    private static Policy policy(List<Integer> steps, Duration bake, Integer minCalls) {
        return new Policy(
                "main-ivr",
                null,
                null,
                null,
                null,
                steps,
                bake,
                minCalls,
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
                null);
    }
}
