package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final Policy DEFAULTS = PolicyYaml.read("{canary: c}");

    @Test
    void policiesThatSayTheSameDoNotDiffer() {
        assertThat(PolicyDiff.lines(DEFAULTS, PolicyYaml.read("{canary: c, bake: 1800s, steps: [5, 25, 50, 100]}")))
                .isEmpty();
    }

    @Test
    void namesEachFieldThatDiffersGuardrailsByMetric() {
        Policy other = PolicyYaml.read("{canary: c, bake: 1h, deadline: {after: 2d}, guardrails:"
                + " [{metric: abandonRate, margin: 1.5}, {metric: transferRate, margin: 5, maturity: 20m},"
                + " {metric: errorRate, margin: 1, maturity: 2m}]}");

        assertThat(PolicyDiff.lines(DEFAULTS, other))
                .containsExactly(
                        "bake: PT30M -> PT1H",
                        "deadline.after: PT24H -> PT48H",
                        "guardrails.abandonRate.margin: 2.0 -> 1.5",
                        "guardrails.ivrHangupRate.gate: true -> none",
                        "guardrails.ivrHangupRate.margin: 3.0 -> none",
                        "guardrails.ivrHangupRate.maturity: PT5M -> none",
                        "guardrails.ivrHangupRate.metric: ivrHangupRate -> none",
                        "guardrails.ivrHangupRate.muted: false -> none");
    }
}
