package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnGateTest {
    private static final int CALLS = 40_000;

    @Test
    void aSoundGateDrawsAnewForEveryCall() {
        List<Branch> branches = branches(Scenario.HEALTHY, 20);

        assertThat(canaryAfterCanary(branches)).isCloseTo(20, within(1.5));
    }

    @Test
    void aCachedGateSendsRunsOfCallsTheSameWay() {
        List<Branch> branches = branches(Scenario.CACHED_GATE, 20);

        for (int from = 0; from < CALLS; from += DrawnGate.KEPT_CALLS) {
            assertThat(branches.subList(from, from + DrawnGate.KEPT_CALLS)).containsOnly(branches.get(from));
        }
    }

    @Test
    void aCachedGateSendsTheRightShareOnTheWhole() {
        assertThat(canaryPercent(branches(Scenario.CACHED_GATE, 20))).isCloseTo(20, within(3.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 15", "25, 75", "50, 100", "100, 100"})
    void aWrongSplitSendsThreeTimesTheShareAsFarAsThatGoes(double share, double sent) {
        assertThat(canaryPercent(branches(Scenario.WRONG_SPLIT, share))).isCloseTo(sent, within(0.7));
    }

    private static List<Branch> branches(Scenario scenario, double share) {
        return Samples.calls(Samples.quiet(scenario), CALLS, share)
                .map(Call::branch)
                .toList();
    }

    private static double canaryPercent(List<Branch> branches) {
        return branches.stream().filter(Branch.CANARY::equals).count() * 100.0 / branches.size();
    }

    private static double canaryAfterCanary(List<Branch> branches) {
        List<Branch> after = IntStream.range(1, branches.size())
                .filter(n -> branches.get(n - 1) == Branch.CANARY)
                .mapToObj(branches::get)
                .toList();
        return canaryPercent(after);
    }
}
