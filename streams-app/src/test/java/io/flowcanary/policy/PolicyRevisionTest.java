package io.flowcanary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyRevisionTest {
    @Test
    void isTwelveHexDigits() {
        assertThat(PolicyRevision.of(Policies.guide())).matches("[0-9a-f]{12}");
    }

    @Test
    void isTheSameHoweverAPolicyIsWritten() {
        assertThat(PolicyRevision.of(Policies.guide("bake: 60m", "steps: [5, 25, 50, 100]")))
                .isEqualTo(PolicyRevision.of(Policies.guide("bake: PT1H")));
    }

    @Test
    void changesWithTheContent() {
        assertThat(PolicyRevision.of(Policies.guide("minCalls: 21"))).isNotEqualTo(PolicyRevision.of(Policies.guide()));
    }
}
