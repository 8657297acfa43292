package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.envelope.RecordedEvents.Recorded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedEventsTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant ABSURD = Instant.parse("2099-06-01T00:00:00Z");

    /** An event without an envelope's time. */
    private record Untimed(String conversation, Instant at) {
        String text() {
            return Envelopes.flowEnd()
                    .conversation(conversation)
                    .body("eventTime", at.toEpochMilli())
                    .without("time")
                    .text();
        }
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void readsEventsFromEveryForm(Shapes shape) throws IOException {
        List<Recorded> recorded = read(shape.of(
                List.of(Envelopes.flowEnd().text(), Envelopes.of("wrapup").text())));

        assertThat(recorded)
                .extracting(one -> one.parsed().getClass().getSimpleName())
                .containsExactly("Event", "Skipped");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 998, 999})
    void oneAbsurdTimeIsRefusedWhereverItStands(int position) throws IOException {
        List<Untimed> events = ordered(1_000);
        events.set(position, new Untimed("absurd", ABSURD));

        assertThat(refused(events)).containsExactly("absurd");
    }

    @Test
    void aConversationIsNoWitnessToItself() throws IOException {
        List<Untimed> events = ordered(1_000);
        for (int i = 0; i < 8; i++) {
            events.add(100 + 3 * i, new Untimed("absurd", ABSURD.plusSeconds(i)));
        }

        assertThat(refused(events)).hasSize(8).containsOnly("absurd");
    }

    @Test
    void anEventHalfAnHourAheadOfABusyMinuteIsRefused() throws IOException {
        List<Untimed> events = ordered(1_000);
        events.set(500, new Untimed("ahead", TEN.plus(Duration.ofMinutes(46))));

        assertThat(refused(events)).containsExactly("ahead");
    }

    @Test
    void anAbsurdTimeAmongFewIsRefused() throws IOException {
        List<Untimed> events = ordered(6);
        events.add(3, new Untimed("absurd", ABSURD));

        assertThat(refused(events)).containsExactly("absurd");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 400})
    void aPauseOfHoursIsNone(int afterwards) throws IOException {
        List<Untimed> events = ordered(400);
        for (int i = 0; i < afterwards; i++) {
            events.add(new Untimed("after-" + i, TEN.plus(Duration.ofHours(14)).plusSeconds(i)));
        }

        assertThat(refused(events)).isEmpty();
    }

    @Test
    void hoursInAnyOrderAndShuffledWithinArePlausible() throws IOException {
        List<Untimed> events = new ArrayList<>();
        for (int hour : new int[] {1, 10, 11, 2, 3}) {
            List<Untimed> ofTheHour = IntStream.range(0, 600)
                    .mapToObj(i -> new Untimed(
                            "c-" + hour + "-" + i / 6,
                            TEN.plus(Duration.ofHours(hour)).plusSeconds(6L * i)))
                    .collect(Collectors.toList());
            Collections.shuffle(ofTheHour, new Random(hour));
            events.addAll(ofTheHour);
        }

        assertThat(refused(events)).isEmpty();
    }

    @Test
    void callsThatStandOneAfterAnotherArePlausible() throws IOException {
        List<Untimed> events = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            Instant start = TEN.plusSeconds(20L * call);
            for (int minutes : new int[] {0, 1, 2, 12 + call % 17}) {
                events.add(new Untimed("c-" + call, start.plus(Duration.ofMinutes(minutes))));
            }
        }

        assertThat(refused(events)).isEmpty();
        assertThat(refused(events.subList(0, 8))).isEmpty();
    }

    @Test
    void theOrderStaysWhateverWaits() throws IOException {
        List<Untimed> events = ordered(700);
        Collections.swap(events, 0, 650);
        String lines = events.stream().map(Untimed::text).collect(Collectors.joining("\n"));

        assertThat(read(Shapes.utf8(
                        lines + "\nno json\n" + Envelopes.of("wrapup").text())))
                .extracting(Recorded::place)
                .isEqualTo(
                        IntStream.rangeClosed(1, 702).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void anEnvelopesOwnTimeNeedsNoNeighbours() throws IOException {
        String alone = Envelopes.flowEnd()
                .body("eventTime", ABSURD.toEpochMilli())
                .envelope("time", ABSURD.toString())
                .text();
        String lines = ordered(3).stream().map(Untimed::text).collect(Collectors.joining("\n"));

        assertThat(read(Shapes.utf8(lines + "\n" + alone + "\n" + lines)))
                .allMatch(one -> one.parsed() instanceof Parsed.Event);
    }

    @Test
    void saysWhyItRefusesAndKeepsNoPersonalData() throws IOException {
        List<Untimed> events = ordered(50);
        events.set(20, new Untimed("absurd", ABSURD));
        String lines = events.stream().map(Untimed::text).collect(Collectors.joining("\n"));

        Parsed.Unusable why = (Parsed.Unusable) read(Shapes.utf8(lines)).get(20).parsed();

        assertThat(why.reason()).isEqualTo("ahead-of-neighbours");
        assertThat(why.detail()).contains("2099-06-01T00:00:00Z", "no time of its own");
        assertThat(why.redactedPayload())
                .contains("\"eventTime\":" + ABSURD.toEpochMilli())
                .doesNotContain("invoice");
        assertThat(why.shape()).contains("detail: {topicName: text").doesNotContain("invoice", "2099");
    }

    /** Two events a second, of many conversations. */
    private static List<Untimed> ordered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Untimed("c-" + i % 90, TEN.plusMillis(500L * i)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> refused(List<Untimed> events) throws IOException {
        List<Recorded> recorded =
                read(Shapes.utf8(events.stream().map(Untimed::text).collect(Collectors.joining("\n"))));
        assertThat(recorded).hasSameSizeAs(events);
        return IntStream.range(0, recorded.size())
                .filter(i -> recorded.get(i).parsed() instanceof Parsed.Unusable)
                .mapToObj(i -> events.get(i).conversation())
                .toList();
    }

    private static List<Recorded> read(byte[] input) throws IOException {
        List<Recorded> all = new ArrayList<>();
        EnvelopeReader reader = EnvelopeReader.of(new ByteArrayInputStream(input), 1 << 20);
        try (RecordedEvents events = RecordedEvents.of(reader, AttributeNames.DEFAULT)) {
            for (Optional<Recorded> next = events.next(); next.isPresent(); next = events.next()) {
                all.add(next.get());
            }
        }
        return all;
    }
}
