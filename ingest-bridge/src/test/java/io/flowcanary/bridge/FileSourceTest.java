package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Fixture fixture = new Fixture(true);
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void accountsForEveryLineAndIsDrainedUpToTheLatestEvent() throws IOException {
        FileSource source = source(
                "",
                Envelopes.flowEnd().text(),
                Envelopes.of("customer.end")
                        .body("eventTime", Envelopes.EVENT_TIME + 7)
                        .text(),
                Envelopes.of("wrapup").text(),
                "no json",
                "x".repeat(5_000));

        assertThat(source.drained()).isEmpty();
        source.start();

        assertThat(source.ended()).succeedsWithin(SOON);
        assertThat(source.drained()).contains(new Drained(Instant.ofEpochMilli(Envelopes.EVENT_TIME + 7), false));
        assertThat(fixture.ledger.counts().toString())
                .startsWith("{received=6, written=2, skipped=2, deadLettered=2, returned=0");
        assertThat(fixture.deadLetters())
                .extracting(DeadLetter::reason, DeadLetter::origin)
                .containsExactlyInAnyOrder(tuple("malformed-json", "line 5"), tuple("line-too-long", "line 6"));
        assertThat(progress.toString()).contains("6 lines, done");
    }

    @Test
    void takesTheRecordedTimeForThatOfArrival() throws IOException {
        FileSource source = source(Envelopes.flowEnd().text());

        source.start();

        assertThat(source.ended()).succeedsWithin(SOON);
        assertThat(new String(fixture.written(Topic.CONVERSATION_EVENTS).get(0).value()))
                .contains("\"receivedAt\":" + (Envelopes.EVENT_TIME + 1_000));
    }

    @Test
    void failsNamingTheFileThatIsNotThere() {
        FileSource source = open(directory.resolve("none.ndjson"));

        source.start();

        assertThat(source.ended()).failsWithin(SOON);
        assertThat(source.trouble()).get().asString().contains("none.ndjson");
        assertThat(source.drained()).isEmpty();
    }

    @Test
    void failsWhenKafkaDoesNotTakeALine() throws IOException {
        FileSource source = source(Envelopes.flowEnd().text());
        fixture.kafka.sendException = new TimeoutException("no broker");

        source.start();

        assertThat(source.ended()).failsWithin(SOON);
        assertThat(source.trouble()).get().asString().contains("line 1");
        assertThat(source.drained()).isEmpty();
    }

    private FileSource source(String... lines) throws IOException {
        return open(Files.writeString(directory.resolve("events.ndjson"), String.join("\n", lines)));
    }

    private FileSource open(Path file) {
        return new FileSource(
                new FileSettings(file.toString(), 4_096),
                fixture.ingest,
                fixture.writer,
                new PrintStream(progress, true));
    }
}
