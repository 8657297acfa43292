package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowcanary.record.Verdict.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class VerdictMetersTest {
    private static final TopicPartition ONE = new TopicPartition("canary.verdicts", 0);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final VerdictMeters meters =
            new VerdictMeters(registry, Clock.fixed(Fixtures.START.plusSeconds(90), ZoneOffset.UTC));

    @Test
    void showsWhatTheLatestVerdictCompared() {
        meters.read(ONE, Fixtures.verdict("v-1", "main-ivr"));
        meters.show();

        assertThat(gauge("flow.canary.guardrail.rate", "metric", "abandonRate", "version", "canary"))
                .isCloseTo(0.14, within(1e-12));
        assertThat(gauge("flow.canary.guardrail.calls", "metric", "abandonRate", "version", "stable"))
                .isEqualTo(1000);
        assertThat(gauge("flow.canary.guardrail.difference", "metric", "abandonRate"))
                .isCloseTo(0.06, within(1e-12));
        assertThat(gauge("flow.canary.guardrail.margin", "metric", "abandonRate"))
                .isCloseTo(0.02, within(1e-12));
        assertThat(gauge("flow.canary.rollout.state", "state", "ROLLED_BACK")).isEqualTo(1);
    }

    @Test
    void aRateOfNoCallsIsUnknown() {
        meters.read(ONE, Fixtures.verdict("v-1", "main-ivr"));
        meters.show();

        assertThat(gauge("flow.canary.guardrail.rate", "metric", "errorRate", "version", "canary"))
                .isNaN();
    }

    @Test
    void onlyTheLatestVerdictsReasonsShow() {
        meters.read(ONE, Fixtures.hold("v-1", Reason.MIN_CALLS, Reason.BAKING));
        meters.show();
        meters.read(ONE, Fixtures.hold("v-2", Reason.CAUTION));
        meters.show();

        assertThat(registry.find("flow.canary.rollout.hold").gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.getId().getTag("reason")).isEqualTo("CAUTION"));
    }

    @Test
    void aCanaryOfAnotherInstanceIsForgotten() {
        meters.read(ONE, Fixtures.verdict("v-1", "main-ivr"));
        meters.show();

        meters.forget(List.of(ONE));

        assertThat(registry.find("flow.canary.guardrail.rate").gauges()).isEmpty();
        assertThat(registry.find("flow.canary.rollout.state").gauges()).isEmpty();
    }

    @Test
    void measuresHowLongAfterItsEventTimeAVerdictCameAndLeavesHistoryOut() {
        meters.read(ONE, Fixtures.verdict("v-1", "main-ivr"));
        meters.read(ONE, Fixtures.hold("v-0", Fixtures.START.minus(Duration.ofDays(2)), Reason.BAKING));

        var latency = registry.get("flow.canary.verdict.latency").timer();
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.totalTime(TimeUnit.SECONDS)).isEqualTo(90);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("canary", "main-ivr").tags(tags).gauge().value();
    }
}
