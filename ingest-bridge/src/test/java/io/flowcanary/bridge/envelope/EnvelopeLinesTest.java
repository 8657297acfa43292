package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.bridge.envelope.EnvelopeLines.Line;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeLinesTest {
    @Test
    void readsLinesWithTheirNumbersWhateverEndsThem() throws IOException {
        List<Line> lines = read("{\"a\":1}\n\r\n  \n{\"b\":2}\r\nlast".getBytes(), 100);

        assertThat(lines).extracting(Line::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(lines).extracting(Line::blank).containsExactly(false, true, true, false, false);
        assertThat(lines.get(4).utf8()).isEqualTo("last".getBytes());
    }

    @Test
    void readsGzipByItsFirstBytes(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("events.ndjson"), gzip("one\ntwo\n"));

        try (EnvelopeLines lines = EnvelopeLines.open(file.toString(), 100)) {
            assertThat(lines.next()).map(Line::utf8).contains("one".getBytes());
            assertThat(lines.next()).map(Line::number).contains(2L);
            assertThat(lines.next()).isEmpty();
        }
    }

    @Test
    void readsFilesThatWereZippedAndThenJoined() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(gzip("one\n"));
        joined.write(gzip("two\n"));

        assertThat(read(joined.toByteArray(), 100)).hasSize(2);
    }

    @Test
    void keepsLengthAndHashOfALineThatIsTooLongAndReadsOn() throws IOException {
        List<Line> lines = read("abcd\nabc\n".getBytes(), 3);

        assertThat(lines.get(0).utf8()).isEmpty();
        assertThat(lines.get(0).tooLong())
                .isEqualTo("{\"length\":4,"
                        + "\"sha256\":\"88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589\"}");
        assertThat(lines.get(0).blank()).isFalse();
        assertThat(lines.get(1).utf8()).isEqualTo("abc".getBytes());
    }

    @Test
    void readsNothingFromAnEmptyFile() throws IOException {
        assertThat(read(new byte[0], 100)).isEmpty();
        assertThat(read(new byte[] {0x1f}, 100)).hasSize(1);
    }

    @Test
    void tellsOfAGzipFileThatWasCutOff() throws IOException {
        byte[] whole = gzip("one\ntwo\n".repeat(1_000));

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 9), 100))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void tellsOfAFileThatIsNotThere() {
        assertThatThrownBy(() -> EnvelopeLines.open("no/such/file", 100))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("file");
    }

    private static List<Line> read(byte[] bytes, int longest) throws IOException {
        List<Line> read = new ArrayList<>();
        try (EnvelopeLines lines = EnvelopeLines.of(new ByteArrayInputStream(bytes), longest)) {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                read.add(line.get());
            }
        }
        return read;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
