package io.flowcanary.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ShareMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ShareMeters meters = new ShareMeters(registry);

    @Test
    void showsWhatIsWantedWhatIsThereAndHowFarTheyAreApart() {
        meters.read("main-ivr", 5, "50", false);

        assertThat(gauge("flow.canary.share.wanted")).isEqualTo(0.05);
        assertThat(gauge("flow.canary.share.in.force")).isEqualTo(0.5);
        assertThat(gauge("flow.canary.share.drift")).isCloseTo(0.45, within(1e-12));
    }

    @Test
    void aValueThatIsNoShareIsUnknown() {
        meters.read("main-ivr", 5, "off", false);
        assertThat(gauge("flow.canary.share.in.force")).isNaN();

        meters.read("main-ivr", 5, null, false);
        assertThat(gauge("flow.canary.share.drift")).isNaN();
    }

    @Test
    void showsWhetherTheWantedShareHasBeenTriedForLongInVain() {
        meters.read("main-ivr", 0, "5", true);
        assertThat(gauge("flow.canary.share.not.in.force")).isEqualTo(1);

        meters.read("main-ivr", 0, "0", false);
        assertThat(gauge("flow.canary.share.not.in.force")).isZero();
    }

    @Test
    void aCanaryThatIsNoLongerKeptIsForgotten() {
        meters.read("main-ivr", 5, "5", false);
        meters.forget("main-ivr");

        assertThat(registry.getMeters()).isEmpty();
    }

    private double gauge(String name) {
        return registry.get(name).tag("canary", "main-ivr").gauge().value();
    }
}
