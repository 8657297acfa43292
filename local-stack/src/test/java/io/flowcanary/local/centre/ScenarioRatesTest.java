package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioRatesTest {
    private static final int CALLS = 20_000;
    /** Over three standard deviations of a rate near 25 % in a sample of 20 000. */
    private static final Offset<Double> CLOSE = within(1.0);

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,   8, 12,   25,   4,  0.5",
        "ABANDONS,  22, 9.3, 25,   4,  0.5",
        "TRANSFERS, 8, 30,   25,   4,  0.5",
        "ERRORS,    6.8, 10.2, 19.9, 4, 20",
        "HANGUPS,   6.7, 10, 20.8, 20, 0.5",
        "CACHED_GATE, 8, 12, 25,   4,  0.5",
        "WRONG_SPLIT, 8, 12, 25,   4,  0.5"
    })
    void theCanaryShowsWhatTheScenarioSays(
            Scenario scenario, double abandoned, double transferred, double contained, double hangups, double errored) {
        List<Outcome> outcomes = outcomes(scenario, 100);
        assertThat(percent(outcomes, Outcome::abandoned)).as("abandoned").isCloseTo(abandoned, CLOSE);
        assertThat(percent(outcomes, Outcome::transferred)).as("transferred").isCloseTo(transferred, CLOSE);
        assertThat(percent(outcomes, Outcome::contained)).as("contained").isCloseTo(contained, CLOSE);
        assertThat(percent(outcomes, Outcome::ivrHangup)).as("hangups").isCloseTo(hangups, CLOSE);
        assertThat(percent(outcomes, outcome -> outcome.errored() || outcome.goalMissed()))
                .as("errored")
                .isCloseTo(errored, CLOSE);
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE, names = "DRIFT")
    void theStableVersionIsTheSameInEveryScenarioButDrift(Scenario scenario) {
        assertThat(outcomes(scenario, 0)).isEqualTo(outcomes(Scenario.HEALTHY, 0));
    }

    @ParameterizedTest
    @CsvSource({"06:00, 3", "10:00, 3", "11:00, 7.5", "12:00, 12", "20:00, 12"})
    void inADriftBothVersionsAbandonMoreAsTheDayGoesOn(LocalTime time, double abandoned) {
        Instant start = time.atDate(LocalDate.of(2026, 1, 15)).toInstant(ZoneOffset.UTC);

        List<Outcome> stable = outcomesAt(start, 0);
        List<Outcome> canary = outcomesAt(start, 100);

        assertThat(percent(stable, Outcome::abandoned)).isCloseTo(abandoned, CLOSE);
        assertThat(canary).isEqualTo(stable);
    }

    @Test
    void aHandledCallTakesAboutFourAndAHalfMinutes() {
        List<Outcome> handled =
                outcomes(Scenario.HEALTHY, 0).stream().filter(Outcome::handled).toList();
        double seconds = handled.stream().mapToLong(Outcome::handleMs).average().orElseThrow() / 1_000;
        assertThat(seconds).isBetween(240.0, 360.0);
        assertThat(handled).allSatisfy(call -> assertThat(call.talkMs()).isBetween(10_000L, call.handleMs()));
    }

    @Test
    void aCallWithoutNoiseAlwaysEnds() {
        assertThat(outcomes(Scenario.HEALTHY, 50)).allMatch(Outcome::ended);
    }

    private static List<Outcome> outcomesAt(Instant start, double share) {
        CallPlanner planner = new CallPlanner(Samples.quiet(Scenario.DRIFT));
        return LongStream.range(0, CALLS)
                .mapToObj(n -> planner.plan(n, start, OptionalDouble.of(share)).outcome())
                .toList();
    }

    private static List<Outcome> outcomes(Scenario scenario, double share) {
        return Samples.calls(Samples.quiet(scenario), CALLS, share)
                .map(Call::outcome)
                .toList();
    }

    private static double percent(List<Outcome> outcomes, Predicate<Outcome> counted) {
        return outcomes.stream().filter(counted).count() * 100.0 / outcomes.size();
    }
}
