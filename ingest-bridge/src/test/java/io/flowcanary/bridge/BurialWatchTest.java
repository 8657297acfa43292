package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.flowcanary.bridge.envelope.Parsed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BurialWatchTest {
    private static final Parsed.Unusable BAD =
            new Parsed.Unusable("missing-field", "detail is missing", "{}", "{event: {name: text}}");
    private static final Parsed.Unusable OTHER = new Parsed.Unusable("malformed-json", "empty", "{}", "no JSON");

    private final Fixture.MovableClock clock = new Fixture.MovableClock();
    private final BurialWatch watch = new BurialWatch(clock);
    private final Logger log = (Logger) LoggerFactory.getLogger(BurialWatch.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void forget() {
        log.detachAppender(logged);
        log.setAdditive(true);
        log.setLevel(null);
    }

    @Test
    void fewRecordsSayNothing() {
        bury(19);

        assertThat(watch.trouble()).isEmpty();
        assertThat(watch.share()).isZero();
    }

    @Test
    void moreThanHalfIsTroubleAndSaysWhyWithAShapeAndIsLoggedOnce() {
        watch.buried(OTHER);
        bury(39);

        assertThat(watch.trouble())
                .contains(
                        "40 of the last 40 records went to the dead letters, most of them for missing-field: detail is"
                                + " missing; the last one's shape: {event: {name: text}}");
        assertThat(watch.share()).isEqualTo(1);
        assertThat(logged.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).contains("{event: {name: text}}");
        });
    }

    @Test
    void halfIsNone() {
        read(20);
        bury(20);

        assertThat(watch.trouble()).isEmpty();
        bury(1);
        assertThat(watch.trouble()).isPresent();
    }

    @Test
    void itIsOverWhenAQuarterIsLeftAndThatIsLoggedOnce() {
        bury(40);
        read(74);
        assertThat(watch.trouble()).isPresent();

        read(1);

        assertThat(watch.trouble()).isEmpty();
        read(30);
        assertThat(logged.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.INFO);
    }

    @Test
    void itIsOverWhenNothingCameForAWhile() {
        bury(40);
        clock.move(BurialWatch.MEMORY.plus(Duration.ofMillis(1)));

        assertThat(watch.trouble()).isEmpty();
        assertThat(watch.share()).isZero();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        read(1_000);
        bury(51);

        assertThat(watch.trouble()).get().asString().startsWith("51 of the last 100 records");
    }

    private void bury(int records) {
        for (int i = 0; i < records; i++) {
            watch.buried(BAD);
        }
    }

    private void read(int records) {
        for (int i = 0; i < records; i++) {
            watch.readable();
        }
    }
}
