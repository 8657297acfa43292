package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.Envelopes;
import io.flowcanary.bridge.envelope.Shapes;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSourceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Fixture fixture = new Fixture(true);
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void accountsForEveryRecordAndIsDrainedUpToTheLatestEvent() throws IOException {
        FileSource source = source(
                "",
                Envelopes.flowEnd().text(),
                Envelopes.of("customer.end")
                        .body("eventTime", Envelopes.EVENT_TIME + 7)
                        .text(),
                Envelopes.of("wrapup").text(),
                "no json",
                "{\"x\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(source.drained()).isEmpty();
        source.start();

        assertThat(source.ended()).succeedsWithin(SOON);
        assertThat(source.drained()).contains(new Drained(Instant.ofEpochMilli(Envelopes.EVENT_TIME + 7), false));
        assertThat(fixture.ledger.counts().toString())
                .startsWith("{received=5, written=2, skipped=1, deadLettered=2, returned=0");
        assertThat(fixture.deadLetters())
                .extracting(DeadLetter::reason, DeadLetter::origin)
                .containsExactlyInAnyOrder(tuple("malformed-json", "line 5"), tuple("too-long", "line 6"));
        assertThat(progress.toString()).contains("5 records, 2 of them to the dead letters, done");
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void readsAFileOfEveryForm(Shapes shape) throws IOException {
        Path file = Files.write(
                directory.resolve("events"),
                shape.of(List.of(Envelopes.flowEnd().text(), Envelopes.of("acw").text())));
        FileSource source = open(file);

        source.start();

        assertThat(source.ended()).succeedsWithin(SOON);
        assertThat(fixture.written(Topic.CONVERSATION_EVENTS)).hasSize(2);
    }

    @Test
    void failsWhenUnderHalfCanBeReadWithAllOfItKept() throws IOException {
        FileSource source = source(Envelopes.flowEnd().text(), "{\"name\":\"Kim\"}", "{\"name\":\"Kim\"}");

        source.start();

        assertThat(source.ended()).failsWithin(SOON);
        assertThat(source.trouble())
                .get()
                .asString()
                .contains("2 of 3 could not be read", "missing-field", "line 2: {name: text}")
                .doesNotContain("Kim");
        assertThat(source.drained()).isEmpty();
        assertThat(fixture.count("deadLettered")).isEqualTo(2);
        assertThat(fixture.count("written")).isOne();
    }

    @Test
    void failsWhenTheFileBreaksOffWithAllThatWasReadKept() throws IOException {
        byte[] packed =
                gzip(Envelopes.flowEnd().text() + "\n" + Envelopes.of("acw").text());
        Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 8));
        FileSource source = open(cut);

        source.start();

        assertThat(source.ended()).failsWithin(SOON);
        assertThat(source.trouble())
                .get()
                .asString()
                .contains("cut.gz", "it breaks off after 2 records", "the gzip data end within a member");
        assertThat(source.drained()).isEmpty();
        assertThat(fixture.count("written")).isEqualTo(2);
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
    void failsWhenKafkaDoesNotTakeARecord() throws IOException {
        FileSource source = source(Envelopes.flowEnd().text());
        fixture.kafka.sendException = new TimeoutException("no broker");

        source.start();

        assertThat(source.ended()).failsWithin(SOON);
        assertThat(source.trouble()).get().asString().contains("line 1");
        assertThat(source.drained()).isEmpty();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private FileSource source(String... lines) throws IOException {
        return open(Files.writeString(directory.resolve("events.ndjson"), String.join("\n", lines)));
    }

    private FileSource open(Path file) {
        return new FileSource(
                new FileSettings(file.toString(), 4_096),
                AttributeNames.DEFAULT,
                fixture.ingest,
                fixture.writer,
                new PrintStream(progress, true));
    }
}
