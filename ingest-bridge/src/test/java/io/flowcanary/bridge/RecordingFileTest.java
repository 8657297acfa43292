package io.flowcanary.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.bridge.envelope.EnvelopeReader;
import io.flowcanary.bridge.envelope.Found;
import io.flowcanary.bridge.envelope.Shapes;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"events.ndjson", "events.ndjson.gz"})
    void isAddedToAndReadableAfterEachAppend(String name) throws IOException {
        Path file = directory.resolve(name);
        append(file, "{\"n\":1}", "{\"n\":2}");
        assertThat(read(file)).containsExactly("{\"n\":1}", "{\"n\":2}");

        append(file, "{\"n\":3}");

        assertThat(read(file)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void whatACrashCutOffIsRemoved() throws IOException {
        Path file = directory.resolve("events.ndjson.gz");
        append(file, "{\"n\":1}");
        byte[] whole = Files.readAllBytes(file);
        byte[] next = Shapes.gzip("{\"n\":2}\n".getBytes());
        for (int kept = 0; kept < next.length; kept++) {
            Files.write(file, Shapes.joined(List.of(whole, Arrays.copyOf(next, kept))));

            append(file, "{\"n\":3}");

            assertThat(read(file)).as("%d bytes", kept).containsExactly("{\"n\":1}", "{\"n\":3}");
        }
    }

    @Test
    void aLineThatACrashCutOffCostsNoOther() throws IOException {
        Path file = Files.writeString(directory.resolve("events.ndjson"), "{\"n\":1}\n{\"n");

        append(file, "{\"n\":2}");

        assertThat(read(file)).containsExactly("{\"n\":1}", "null", "{\"n\":2}");
    }

    @Test
    void doesNotTouchWhatIsNoGzip() throws IOException {
        Path file = Files.writeString(directory.resolve("events.gz"), "{\"n\":1}\n");

        assertThatThrownBy(() -> RecordingFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "events.gz cannot be added to", "it holds what is no gzip", "record to another file");
        assertThat(file).hasContent("{\"n\":1}");
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        Path file = directory.resolve("events.ndjson");
        append(file, "{}");

        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void oneRecorderWritesToIt() throws IOException {
        Path file = directory.resolve("events.ndjson");
        try (RecordingFile first = RecordingFile.open(file)) {
            assertThat(first.size()).isZero();
            assertThatThrownBy(() -> RecordingFile.open(file)).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    private static void append(Path file, String... lines) throws IOException {
        try (RecordingFile recording = RecordingFile.open(file)) {
            recording.append(List.of(lines));
        }
    }

    private static List<String> read(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        try (EnvelopeReader reader = EnvelopeReader.open(file.toString(), 1_000)) {
            for (Optional<Found> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(String.valueOf(next.get().value()));
            }
        }
        return all;
    }
}
