package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.bridge.envelope.RecordedEvents;
import io.flowcanary.bridge.envelope.RecordedEvents.Recorded;
import io.flowcanary.bridge.envelope.Shapes;
import io.flowcanary.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

class QueueRecorderTest {
    private static final SqsSettings SETTINGS =
            SqsSettings.from(new Environment(Map.of("SQS_QUEUE_URL", "http://127.0.0.1:1/0/q")), true);

    private final FakeSqs sqs = new FakeSqs();
    private final Fixture.MovableClock clock = new Fixture.MovableClock();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("events.ndjson.gz");
    }

    @Test
    void everyMessageIsInTheFileAndGoneFromTheQueue() throws Exception {
        for (int i = 0; i < 25; i++) {
            sqs.send(Envelopes.flowEnd().conversation("c-" + i).text());
        }

        record(25, false);

        assertThat(read()).hasSize(25).allMatch(one -> one.parsed() instanceof Parsed.Event);
        assertThat(sqs.left()).isZero();
    }

    @Test
    void keepsNoPersonalDataUnlessToldTo() throws Exception {
        sqs.send(Envelopes.flowEnd().text());
        sqs.send("{\"name\":\"Kim\"}");
        sqs.send(
                Envelopes.of("acw").detail("topicName", "v2.users.Kim.presence").text());
        record(3, false);
        assertThat(text(file)).contains("\"exitReason\":\"TRANSFER\"").doesNotContain("Kim", "4915550100", "invoice");

        file = directory.resolve("raw.ndjson");
        sqs.send(Envelopes.flowEnd().text());
        record(1, true);
        assertThat(Files.readString(file)).isEqualTo(Envelopes.flowEnd().text() + "\n");
    }

    @Test
    void unwrapsWhatATopicWrapped() throws Exception {
        sqs.send(new String(
                Shapes.SNS_NOTIFICATIONS.of(List.of(Envelopes.flowEnd().text()))));

        record(1, false);

        assertThat(read()).hasSize(1);
        assertThat(text(file)).startsWith("{\"version\":\"0\"");
    }

    @Test
    void aDetailAloneGetsTheTimeOfItsArrival() throws Exception {
        sqs.send(Envelopes.flowEnd().tree().get("detail").toString());

        record(1, false);

        assertThat(text(file)).contains("\"time\":\"2026-01-15T09:00:05Z\"");
    }

    @Test
    void endsAfterSoManyAndGivesTheOthersBack() throws Exception {
        for (int i = 0; i < 12; i++) {
            sqs.send(Envelopes.flowEnd().conversation("c-" + i).text());
        }

        record(7, false);

        assertThat(read()).hasSize(7);
        assertThat(sqs.left()).isEqualTo(5);
        assertThat(sqs.hidden()).isZero();
    }

    @Test
    void endsWhenItsTimeIsUpOrItIsStopped() throws Exception {
        try (QueueRecorder recorder = recorder(Long.MAX_VALUE, false)) {
            sqs.send(Envelopes.flowEnd().text());
            recorder.run(counts -> clock.move(Duration.ofHours(1)));
        }
        try (QueueRecorder recorder = recorder(Long.MAX_VALUE, false)) {
            sqs.send(Envelopes.flowEnd().text());
            recorder.run(counts -> new Thread(recorder::stop).start());
        }

        assertThat(read()).hasSize(2);
    }

    @Test
    void nothingIsDeletedThatTheFileDoesNotHold() throws Exception {
        sqs.send(Envelopes.flowEnd().text());
        RecordingFile closed = RecordingFile.open(file);
        closed.close();
        QueueRecorder recorder = new QueueRecorder(
                sqs,
                SETTINGS,
                closed,
                new Transcript(AttributeNames.DEFAULT, false, clock),
                new QueueRecorder.Limits(Duration.ofHours(1), 1),
                clock);

        assertThatThrownBy(() -> recorder.run(counts -> {})).isInstanceOf(IOException.class);
        assertThat(sqs.left()).isOne();
    }

    @Test
    void aDeletionThatFailsIsTriedAgain() throws Exception {
        sqs.send(Envelopes.flowEnd().text());
        sqs.deletionsToFail.set(1);

        record(1, false);

        assertThat(sqs.left()).isZero();
    }

    @Test
    void aQueueThatWasNeverReachedEndsItAtOnce() throws Exception {
        sqs.away.set(true);

        try (QueueRecorder recorder = recorder(1, false)) {
            assertThatThrownBy(() -> recorder.run(counts -> {}))
                    .isInstanceOf(SdkException.class)
                    .hasMessageContaining("no route to SQS");
        }
    }

    private void record(long messages, boolean raw) throws Exception {
        try (QueueRecorder recorder = recorder(messages, raw)) {
            recorder.run(counts -> {});
        }
    }

    private QueueRecorder recorder(long messages, boolean raw) throws IOException {
        return new QueueRecorder(
                sqs,
                SETTINGS,
                RecordingFile.open(file),
                new Transcript(AttributeNames.DEFAULT, raw, clock),
                new QueueRecorder.Limits(Duration.ofHours(1), messages),
                clock);
    }

    private List<Recorded> read() throws IOException {
        List<Recorded> all = new ArrayList<>();
        try (RecordedEvents events = RecordedEvents.open(file.toString(), 1 << 20, AttributeNames.DEFAULT)) {
            for (Optional<Recorded> next = events.next(); next.isPresent(); next = events.next()) {
                all.add(next.get());
            }
        }
        return all;
    }

    private static String text(Path zipped) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(zipped))) {
            return new String(in.readAllBytes());
        }
    }
}
