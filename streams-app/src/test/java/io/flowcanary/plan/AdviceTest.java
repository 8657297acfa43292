package io.flowcanary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.plan.Plan.HarmOutlook;
import io.flowcanary.plan.Plan.Outlook;
import io.flowcanary.record.Policy.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final Hours IN_TIME = new Hours(4.0, 6.0, 1);
    private static final Hours SELDOM = new Hours(20.0, null, 0.7);

    @Test
    void theShareThatWasAskedForCanDoWhenItSeesGraveHarmWithinFourHours() {
        assertThat(Advice.of(plan(outlook(5, 1.5, IN_TIME), outlook(20, 1.0, IN_TIME)), 5))
                .singleElement()
                .asString()
                .startsWith("5 % can do: with 50 canary calls an hour")
                .contains("within 90 minutes");
    }

    @Test
    void aLargerShareIsAdvisedWhereTheOneAskedForIsTooSlow() {
        assertThat(Advice.of(plan(outlook(5, 9.0, IN_TIME), outlook(20, 3.5, IN_TIME)), 5))
                .singleElement()
                .asString()
                .startsWith("Start at 20 % rather than 5 %, and watch for 4 hours at least")
                .contains("within 3.5 hours");
    }

    @Test
    void noCanaryIsAdvisedWhereNoShareSeesGraveHarmInTime() {
        assertThat(Advice.of(plan(outlook(5, null, SELDOM), outlook(20, 9.0, SELDOM)), 5))
                .singleElement()
                .asString()
                .startsWith("Do not canary this flow")
                .contains("up to 9 hours")
                .contains("off-hours")
                .contains("have the rollback ready");
    }

    @Test
    void aHarmThatMayNeverBeSeenIsSaidToBe() {
        assertThat(Advice.of(plan(outlook(5, null, SELDOM)), 5).get(0)).contains("not all seen before the deadline");
    }

    @Test
    void oneThatMayNotEndInTimeIsWarnedOf() {
        assertThat(Advice.of(plan(outlook(5, 2.0, SELDOM)), 5))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "30 of 100 canaries that are like stable would not be decided within the deadline of 24 hours");
    }

    private static Plan plan(Outlook... outlooks) {
        return new Plan(1000, Baselines.told(Map.of()), 24, 10, 1, List.of(outlooks));
    }

    private static Outlook outlook(int share, Double graveHours, Hours promotion) {
        HarmOutlook mild = new HarmOutlook(Metric.ABANDON_RATE, 8, 12, false, new Hours(50.0, null, 0.6), 100.0);
        HarmOutlook grave = new HarmOutlook(Metric.ABANDON_RATE, 8, 14, true, new Hours(graveHours, null, 0.9), 100.0);
        return new Outlook(
                share,
                List.of(share, 100),
                10.0 * share,
                promotion,
                0,
                1 - promotion.reached(),
                1000,
                List.of(mild, grave));
    }
}
