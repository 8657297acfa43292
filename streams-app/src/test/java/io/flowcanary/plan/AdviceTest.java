package io.flowcanary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.plan.Harm.Size;
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
    void theShareThatWasAskedForCanDoWhenItSeesHarmOfThreeMarginsWithinFourHours() {
        assertThat(Advice.of(plan(outlook(5, 0.5, 1.5, IN_TIME), outlook(20, 0.2, 1.0, IN_TIME)), 5))
                .containsExactly(
                        "5 % is enough: with 50 canary calls an hour, a broken version is rolled back within 30 minutes,"
                                + " one that is worse by three margins is rolled back within 90 minutes half of the time.");
    }

    @Test
    void aLargerShareIsAdvisedWhereTheOneAskedForIsTooSlow() {
        assertThat(Advice.of(plan(outlook(5, 1.0, 9.0, IN_TIME), outlook(20, 0.5, 3.5, IN_TIME)), 5))
                .singleElement()
                .asString()
                .startsWith("Start at 20 % rather than 5 %, and watch for 4 hours at least: with 200 canary calls")
                .contains("within 3.5 hours");
    }

    @Test
    void whereOnlyABrokenVersionIsSeenInTimePatienceIsAdvised() {
        assertThat(Advice.of(plan(outlook(5, 9.0, null, IN_TIME), outlook(20, 3.0, 15.0, IN_TIME)), 5))
                .singleElement()
                .asString()
                .startsWith("Start at 20 % rather than 5 %, and watch for 4 hours at least")
                .contains(
                        "a broken version is rolled back within 3 hours",
                        "by three margins is rolled back within 15 hours");
        assertThat(Advice.of(plan(outlook(20, 3.0, null, IN_TIME)), 20))
                .singleElement()
                .asString()
                .startsWith("Stay at 20 %, and watch for 4 hours at least")
                .contains("may not be rolled back before the deadline");
    }

    @Test
    void noCanaryIsAdvisedWhereNoShareSeesABrokenVersionInTime() {
        assertThat(Advice.of(plan(outlook(5, null, null, SELDOM), outlook(20, 9.0, null, SELDOM)), 5))
                .containsExactly(
                        "Do not canary this flow: with 1,000 calls an hour, even at 20 % a broken version is rolled back"
                                + " within 9 hours half of the time. Deploy it off-hours, watch it, and have the rollback ready.");
    }

    @Test
    void aSmallerShareThanWasAskedForIsNeverAdvised() {
        assertThat(Advice.of(plan(outlook(5, 0.5, 1.0, IN_TIME), outlook(20, 0.5, 1.0, IN_TIME)), 20))
                .singleElement()
                .asString()
                .startsWith("20 % is enough");
    }

    @Test
    void oneThatMayNotEndInTimeIsWarnedOf() {
        assertThat(Advice.of(plan(outlook(5, 1.0, 2.0, SELDOM)), 5))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "30 of 100 canaries that are like stable would not be decided within the deadline of 24 hours");
    }

    @Test
    void aJudgeThatSendsBackWhatIsLikeStableIsWarnedOf() {
        Outlook outlook = outlook(5, 1.0, 2.0, SELDOM);
        Outlook rash = new Outlook(5, outlook.steps(), 50, new Hours(null, null, 0.4), 0.6, 0, 1000, outlook.harms());

        assertThat(Advice.warnings(plan(rash), rash))
                .singleElement()
                .asString()
                .startsWith("60 of 100 canaries that are like stable would be rolled back all the same");
    }

    private static Plan plan(Outlook... outlooks) {
        return new Plan(1000, Baselines.told(Map.of()), 24, 10, 1, List.of(outlooks));
    }

    private static Outlook outlook(int share, Double brokenHours, Double threeMarginsHours, Hours promotion) {
        return new Outlook(
                share,
                List.of(share, 100),
                10.0 * share,
                promotion,
                0,
                1 - promotion.reached(),
                1000,
                List.of(
                        harm(Metric.ERROR_RATE, Size.BROKEN, 0.1),
                        harm(Metric.ABANDON_RATE, Size.TWO_MARGINS, null),
                        harm(Metric.ABANDON_RATE, Size.THREE_MARGINS, threeMarginsHours),
                        harm(Metric.ABANDON_RATE, Size.BROKEN, brokenHours)));
    }

    private static HarmOutlook harm(Metric metric, Size size, Double hours) {
        return new HarmOutlook(metric, size, 8, 14, new Hours(hours, null, 0.9), 100.0);
    }
}
