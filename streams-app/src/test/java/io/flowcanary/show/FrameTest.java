package io.flowcanary.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.query.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void figuresThatAreNotConfirmedAreMarkedAsOldFirstOfAll() {
        Frame frame = Frame.lost(status(Duration.ofSeconds(20)), TEN.plusSeconds(45), "it does not answer", Paint.NONE);

        assertThat(frame.lines())
                .startsWith("NOT LIVE: it does not answer", "What follows is 45 s old and may be out of date.");
    }

    @Test
    void aSourceThatIsBehindIsCalledStale() {
        assertThat(Frame.live(status(Duration.ofSeconds(20)), true, Paint.NONE).lines())
                .anySatisfy(
                        line -> assertThat(line).contains("counted up to 09:59 UTC, 20 s ago, 7 records are waiting"))
                .anySatisfy(line -> assertThat(line).contains("the server reports changes"));
        assertThat(Frame.live(status(Duration.ofMinutes(30)), false, Paint.NONE).lines())
                .anySatisfy(line -> assertThat(line).contains("STALE: counted up to 09:59 UTC, 30 min ago"))
                .anySatisfy(line -> assertThat(line).contains("asked again every 5 s"));
    }

    @Test
    void coloursAreOnlyWhereTheyAreAskedFor() {
        assertThat(String.join(
                        "",
                        Frame.live(status(Duration.ofHours(1)), false, Paint.NONE)
                                .lines()))
                .doesNotContain("\u001b");
        assertThat(String.join(
                        "",
                        Frame.live(status(Duration.ofHours(1)), false, new Paint(true))
                                .lines()))
                .contains("\u001b[31mSTALE");
    }

    private static Status status(Duration age) {
        SourceStatus source =
                new SourceStatus(TEN.minusSeconds(60), age, age.toMinutes() <= 3, 7L, null, 12, 12, new TreeMap<>());
        return new Status("main-ivr", TEN, null, null, null, null, null, source);
    }
}
