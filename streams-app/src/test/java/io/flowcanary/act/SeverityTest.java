package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Verdict.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeverityTest {
    @Test
    void aRollbackPagesWhateverItsCause() {
        assertThat(Severity.of(Fixtures.verdict("v", "main-ivr"), false)).isEqualTo(Severity.PAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "EXTERNAL_CHANGE",
                "FLOW_CHANGED",
                "SPLIT_MISMATCH",
                "GATE_NOT_RANDOM",
                "STALE_SOURCE",
                "NOT_IN_FORCE",
                "IN_FORCE"
            })
    void aHoldThatSomebodyMustEndPages(Reason reason) {
        assertThat(Severity.of(Fixtures.hold("v", reason), false)).isEqualTo(Severity.PAGE);
        assertThat(Severity.of(Fixtures.hold("v", Reason.BAKING, reason), false))
                .as("also behind another reason")
                .isEqualTo(Severity.PAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"ORDERED", "PAUSED", "DEADLINE", "BAKING", "HEALTHY"})
    void anyOtherHoldIsANotice(Reason reason) {
        assertThat(Severity.of(Fixtures.hold("v", reason), false)).isEqualTo(Severity.NOTICE);
    }

    @Test
    void aDryRunPagesNobody() {
        assertThat(Severity.of(Fixtures.verdict("v", "main-ivr"), true)).isEqualTo(Severity.NOTICE);
    }

    @Test
    void aDigestPagesNobody() {
        News digest = new News(Fixtures.hold("v", Reason.EXTERNAL_CHANGE), Duration.ofHours(4));

        assertThat(digest.severity(Fixtures.policy("main-ivr", null, null, null, false)))
                .isEqualTo(Severity.NOTICE);
    }
}
