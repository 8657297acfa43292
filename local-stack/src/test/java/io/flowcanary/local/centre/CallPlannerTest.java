package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CallPlannerTest {
    private static final int CALLS = 20_000;

    @Test
    void aCallIsTheSameWhateverWasPlannedBefore() {
        CallPlanner planner = new CallPlanner(Samples.healthy());
        List<Long> order = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
        List<Call> forwards = order.stream().map(n -> plan(planner, n, 50)).toList();
        Collections.reverse(order);
        order.forEach(n -> plan(planner, n, 5));
        List<Call> backwards =
                new ArrayList<>(order.stream().map(n -> plan(planner, n, 50)).toList());
        Collections.reverse(backwards);
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void aCallThatMeetsTheSameVersionIsTheSameWhateverTheShare() {
        List<Call> low =
                Samples.calls(CentreSettings.of(Scenario.ERRORS), CALLS, 20).toList();
        List<Call> high =
                Samples.calls(CentreSettings.of(Scenario.ERRORS), CALLS, 60).toList();
        for (int n = 0; n < CALLS; n++) {
            if (low.get(n).branch() == high.get(n).branch()) {
                assertThat(high.get(n)).isEqualTo(low.get(n));
            }
        }
    }

    @Test
    void aCallOfTheCanaryStaysWithItWhenTheShareGrows() {
        List<Call> low = Samples.calls(Samples.healthy(), CALLS, 5).toList();
        List<Call> high = Samples.calls(Samples.healthy(), CALLS, 25).toList();
        for (int n = 0; n < CALLS; n++) {
            if (low.get(n).branch() == Branch.CANARY) {
                assertThat(high.get(n).branch()).isEqualTo(Branch.CANARY);
            }
        }
    }

    @Test
    void theShareOfTheCallsGoesToTheCanary() {
        assertThat(percent(Samples.quiet(Scenario.HEALTHY), 0, Branch.CANARY)).isZero();
        assertThat(percent(Samples.quiet(Scenario.HEALTHY), 10, Branch.CANARY)).isCloseTo(10, within(0.7));
        assertThat(percent(Samples.quiet(Scenario.HEALTHY), 100, Branch.CANARY)).isEqualTo(100);
    }

    @Test
    void aShareThatCouldNotBeReadMakesTheCallFallBack() {
        Call call = new CallPlanner(Samples.quiet(Scenario.ERRORS)).plan(7, Samples.BUSY, OptionalDouble.empty());
        assertThat(call.branch()).isEqualTo(Branch.FALLBACK);
        assertThat(call.toldVersion()).contains("fallback");
    }

    @Test
    void aCallThatFallsBackFaresAsWithTheStableVersion() {
        CallPlanner planner = new CallPlanner(Samples.quiet(Scenario.ABANDONS));
        for (long n = 0; n < 500; n++) {
            Call fallback = planner.plan(n, Samples.BUSY, OptionalDouble.empty());
            Call stable = planner.plan(n, Samples.BUSY, OptionalDouble.of(0));
            assertThat(fallback.outcome()).isEqualTo(stable.outcome());
            assertThat(fallback.menu()).isEqualTo(stable.menu());
        }
    }

    @Test
    void callsGoAstrayAtTheRatesOfTheNoise() {
        Noise noise = new Noise(0, 0, 0, 0.03, 0, 0, 0.05, 0.04, 0.02, 0.01, Duration.ofSeconds(45));
        List<Call> calls =
                Samples.calls(Samples.healthy().withNoise(noise), CALLS, 50).toList();
        assertThat(percent(calls, Call::attributesLost)).isCloseTo(3, within(0.4));
        assertThat(percent(calls, call -> call.path() == CallPath.GONE_BEFORE_GATE))
                .isCloseTo(5, within(0.5));
        assertThat(percent(calls, call -> call.branch() == Branch.FALLBACK)).isCloseTo(4, within(0.5));
        assertThat(percent(calls, call -> call.path() == CallPath.NEVER_ENDING)).isCloseTo(2, within(0.4));
        assertThat(percent(calls, call -> call.path() == CallPath.CAMPAIGN)).isCloseTo(1, within(0.3));
    }

    @Test
    void everyRateCanBeZero() {
        assertThat(Samples.calls(Samples.quiet(Scenario.ERRORS), CALLS, 50))
                .allMatch(call -> call.branch() == Branch.STABLE || call.branch() == Branch.CANARY)
                .noneMatch(Call::attributesLost)
                .noneMatch(call -> call.path() == CallPath.CAMPAIGN || call.path() == CallPath.NEVER_ENDING);
    }

    @Test
    void everyPathIsTaken() {
        Map<CallPath, Long> paths = new EnumMap<>(CallPath.class);
        Samples.calls(Samples.healthy(), CALLS, 50).forEach(call -> paths.merge(call.path(), 1L, Long::sum));
        assertThat(paths).containsOnlyKeys(CallPath.values());
    }

    @Test
    void thePartsOfACallFollowOneAnother() {
        assertThat(Samples.calls(Samples.healthy(), CALLS, 50)).allSatisfy(call -> {
            assertThat(call.start()).isBefore(call.end());
            call.menu().ifPresent(menu -> {
                assertThat(menu.enteredAt()).isAfter(call.start()).isBefore(menu.leftAt());
                assertThat(menu.leftAt()).isBefore(call.end());
                menu.gateAt().ifPresent(gate -> assertThat(gate).isBetween(menu.enteredAt(), menu.leftAt()));
                menu.bot().ifPresent(bot -> assertThat(bot.to()).isBetween(bot.from(), menu.leftAt()));
                menu.goal().ifPresent(goal -> assertThat(goal.to()).isBetween(goal.from(), menu.leftAt()));
            });
            call.queues().forEach(visit -> {
                assertThat(visit.enteredAt()).isBefore(visit.leftAt());
                assertThat(visit.over()).isBefore(call.end());
                visit.talk().ifPresent(talk -> assertThat(talk.alertedAt()).isAfter(visit.enteredAt()));
                visit.missed().forEach(leg -> assertThat(leg.endedAt()).isBefore(visit.leftAt()));
            });
        });
    }

    private static Call plan(CallPlanner planner, long n, double percent) {
        return planner.plan(n, Samples.BUSY.plusMillis(n), OptionalDouble.of(percent));
    }

    private static double percent(CentreSettings settings, double share, Branch branch) {
        return percent(Samples.calls(settings, CALLS, share).toList(), call -> call.branch() == branch);
    }

    private static double percent(List<Call> calls, Predicate<Call> counted) {
        return calls.stream().filter(counted).count() * 100.0 / calls.size();
    }
}
