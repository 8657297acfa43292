package io.flowcanary.local.centre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);

    @Test
    void theSameSeedRecordsTheSameBytes() throws IOException {
        assertThat(record(Samples.healthy()).text())
                .isEqualTo(record(Samples.healthy()).text());
    }

    @Test
    void anotherSeedRecordsOtherCalls() throws IOException {
        assertThat(record(Samples.healthy().withSeed(2)).text())
                .isNotEqualTo(record(Samples.healthy()).text());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theTruthIsWhatASlowCountOfTheEventsFinds(Scenario scenario) throws IOException {
        Noise noise = new Noise(0.05, 0.1, 0.1, 0.01, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01, Duration.ofSeconds(45));
        CentreSettings settings = CentreSettings.of(scenario).withNoise(noise);
        Recorded recorded = record(settings);
        SlowCount count =
                new SlowCount(recorded.text().lines(), settings.flowId().toString());
        assertThat(count.byVersion())
                .isEqualTo(recorded.truth().versions().stream()
                        .collect(Collectors.toMap(VersionTruth::version, entry -> entry)));
    }

    @Test
    void callsWithoutAVersionAreStartedUnderTheFlowsIdAndNothingMore() throws IOException {
        CentreSettings settings = Samples.healthy();
        VersionTruth unversioned = record(settings).truth().of(settings.flowId().toString(), Truth.UNVERSIONED);
        assertThat(unversioned.started()).isPositive();
        assertThat(unversioned)
                .isEqualTo(new VersionTruth(
                        settings.flowId().toString(),
                        Truth.UNVERSIONED,
                        unversioned.started(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0));
    }

    @Test
    void everyLineIsCountedByWhatItIs() throws IOException {
        Recorded recorded = record(Samples.healthy());
        assertThat(recorded.text().lines()).hasSize((int) recorded.truth().deliveries());
        long starts = recorded.truth().versions().stream()
                .mapToLong(VersionTruth::started)
                .sum();
        assertThat(recorded.truth().conversationEvents())
                .containsEntry("customer.start", starts + recorded.truth().campaigns());
    }

    @Test
    void linesComeInTheOrderOfDelivery() throws IOException {
        List<String> seconds = record(Samples.quiet(Scenario.HEALTHY))
                .text()
                .lines()
                .map(line -> Samples.JSON.readTree(line).path("time").asString().substring(0, 19))
                .toList();
        assertThat(seconds).isSorted();
    }

    @Test
    void callsBeginWithinThePeriod() throws IOException {
        CentreSettings settings = Samples.quiet(Scenario.HEALTHY);
        List<Instant> starts = record(settings)
                .text()
                .lines()
                .filter(line -> line.contains("{id}.customer.start"))
                .map(line -> Instant.ofEpochMilli(Samples.JSON
                        .readTree(line)
                        .at("/detail/eventBody/eventTime")
                        .asLong()))
                .toList();
        assertThat(starts)
                .hasSizeBetween(900, 1_100)
                .allMatch(start -> !start.isBefore(Samples.BUSY) && start.isBefore(Samples.BUSY.plus(THREE_MINUTES)));
    }

    @Test
    void theShareIsReadAtTheStartOfEveryCall() throws IOException {
        Instant raised = Samples.BUSY.plus(THREE_MINUTES.dividedBy(2));
        Share share = start -> start.isBefore(raised) ? OptionalDouble.of(0) : OptionalDouble.of(100);
        Truth truth = Recording.write(
                Samples.quiet(Scenario.HEALTHY), share, Samples.BUSY, THREE_MINUTES, new StringBuilder());
        assertThat(truth.of("main-ivr", "v1").started()).isBetween(430L, 570L);
        assertThat(truth.of("main-ivr", "v2").started()).isBetween(430L, 570L);
    }

    @Test
    void callsUnderWayGoOnToTheirEndWhenTheListenerWantsNoMore() throws IOException {
        Instant enough = Samples.BUSY.plusSeconds(60);
        StringBuilder text = new StringBuilder();
        Recording.Listener listener = new Recording.Listener() {
            private boolean wants = true;

            @Override
            public void hear(String envelope) {
                text.append(envelope).append('\n');
                wants = wants
                        && Samples.JSON
                                        .readTree(envelope)
                                        .at("/detail/eventBody/eventTime")
                                        .asLong()
                                < enough.toEpochMilli();
            }

            @Override
            public boolean wantsCalls() {
                return wants;
            }
        };

        Truth truth =
                Recording.play(Samples.quiet(Scenario.HEALTHY), Share.fixed(30), Samples.BUSY, THREE_MINUTES, listener);

        long started =
                truth.versions().stream().mapToLong(VersionTruth::started).sum();
        assertThat(started).isBetween(270L, 400L);
        assertThat(truth.versions().stream().mapToLong(VersionTruth::ended).sum())
                .isEqualTo(started);
        assertThat(text.toString().lines()).hasSize((int) truth.deliveries());
    }

    @Test
    void aShareIsAPercentage() {
        assertThatIllegalArgumentException().isThrownBy(() -> Share.fixed(101));
        assertThatIllegalArgumentException().isThrownBy(() -> Share.fixed(-1));
    }

    private static Recorded record(CentreSettings settings) throws IOException {
        StringBuilder text = new StringBuilder();
        Truth truth = Recording.write(settings, Share.fixed(30), Samples.BUSY, THREE_MINUTES, text);
        return new Recorded(text.toString(), truth);
    }

    private record Recorded(String text, Truth truth) {}
}
