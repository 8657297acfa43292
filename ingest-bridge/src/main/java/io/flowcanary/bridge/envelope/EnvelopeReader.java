package io.flowcanary.bridge.envelope;

import io.flowcanary.record.UnusableRecordException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Finds envelopes in whatever people have: one a line, over many lines, in arrays, strung together as Firehose does, packed with
 * gzip, in UTF-8 or UTF-16, and inside what AWS puts around them ({@link Wrapping}). Everything that is not white space, a comma
 * or a bracket between objects is found once, as an envelope or as unreadable. Holds one object and what is inside it at a time.
 * For one thread.
 */
public final class EnvelopeReader implements AutoCloseable {
    /** The name that stands for standard input. */
    public static final String STDIN = "-";

    /** A notification in a message in a list in a log makes five, a quoted text around each included. */
    private static final int MOST_WRAPPINGS = 8;

    /** How many times as long as the longest object a payload may become when it is unpacked. */
    private static final int MOST_UNPACKED = 4;

    private final InputStream utf8;
    private final Values values;
    private final int longest;
    private final Deque<Found> found = new ArrayDeque<>();

    private EnvelopeReader(InputStream utf8, int longest) {
        this.utf8 = utf8;
        this.values = new Values(utf8, longest);
        this.longest = longest;
    }

    /**
     * Opens a file, or standard input for {@link #STDIN}.
     *
     * @param longest the most bytes that one object may have
     * @throws IOException when it cannot be read; names the file
     */
    public static EnvelopeReader open(String file, int longest) throws IOException {
        InputStream raw = STDIN.equals(file) ? System.in : Files.newInputStream(Path.of(file));
        try {
            return of(raw, longest);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Reads a stream, which {@link #close} closes. */
    public static EnvelopeReader of(InputStream stream, int longest) throws IOException {
        return new EnvelopeReader(TextInput.utf8(stream), longest);
    }

    /**
     * Finds all that a message or a post holds: nothing only in an empty array or list. Never throws.
     *
     * @param longest the most bytes that one object may have; the payload may unpack to four times as many
     */
    public static void forEach(byte[] payload, int longest, Consumer<Found> each) {
        InputStream bytes = new ByteArrayInputStream(payload);
        try (EnvelopeReader reader = new EnvelopeReader(new Bounded(TextInput.utf8(bytes), limit(longest)), longest)) {
            for (Optional<Found> next = reader.next(); next.isPresent(); next = reader.next()) {
                each.accept(next.get());
            }
        } catch (IOException e) {
            each.accept(Found.unreadable("line 1", unpackable(payload, e)));
        }
        if (isBlank(payload)) {
            each.accept(Found.unreadable("line 1", empty(payload)));
        }
    }

    /**
     * The next one, or empty at the end.
     *
     * @throws IOException when it cannot be read on; a gzip file that was cut off ends like this
     */
    public Optional<Found> next() throws IOException {
        while (found.isEmpty()) {
            Optional<Values.Value> value = values.next();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            take(value.get().place(), value.get(), null, 0);
        }
        return Optional.of(found.remove());
    }

    @Override
    public void close() throws IOException {
        utf8.close();
    }

    private void unwrap(String place, JsonNode value, int wrappings) {
        Optional<Wrapping> wrapping = wrappings < MOST_WRAPPINGS ? Wrapping.of(value) : Optional.empty();
        if (wrapping.isEmpty()) {
            found.add(Found.value(place, value));
            return;
        }
        List<JsonNode> trees = wrapping.get().trees();
        for (int i = 0; i < trees.size(); i++) {
            unwrap(trees.size() == 1 ? place : place + "/" + i, trees.get(i), wrappings + 1);
        }
        wrapping.get()
                .payloads()
                .forEach(payload -> unwrap(place, wrapping.get().name(), payload, wrappings + 1));
    }

    private void unwrap(String place, String wrapping, byte[] payload, int wrappings) {
        InputStream bytes = new ByteArrayInputStream(payload);
        try (InputStream text = new Bounded(TextInput.utf8(bytes), limit(longest))) {
            Values inside = new Values(text, longest);
            int number = 0;
            for (Optional<Values.Value> next = inside.next(); next.isPresent(); next = inside.next()) {
                String at = number++ == 0 ? place : place + "/" + (number - 1);
                take(at, next.get(), wrapping, wrappings);
            }
            if (number == 0) {
                found.add(Found.unreadable(place, empty(payload).in(wrapping)));
            }
        } catch (IOException e) {
            found.add(Found.unreadable(place, unpackable(payload, e).in(wrapping)));
        }
    }

    private void take(String place, Values.Value value, String wrapping, int wrappings) {
        if (value.problem() != null) {
            found.add(Found.unreadable(place, value.problem().in(wrapping)));
            return;
        }
        JsonNode tree;
        try {
            tree = Json.read(value.utf8());
        } catch (UnusableRecordException e) {
            found.add(Found.unreadable(
                    place, unusable(e.reason(), e.getMessage(), value.utf8()).in(wrapping)));
            return;
        }
        unwrap(place, tree, wrappings);
    }

    private static Parsed.Unusable empty(byte[] payload) {
        return unusable("malformed-json", "empty", payload);
    }

    private static Parsed.Unusable unpackable(byte[] payload, IOException why) {
        return unusable("cannot-unpack", why.getMessage(), payload);
    }

    private static Parsed.Unusable unusable(String reason, String detail, byte[] payload) {
        String fingerprint =
                Redaction.fingerprint(payload.length, Redaction.sha256().digest(payload));
        return new Parsed.Unusable(reason, detail, fingerprint, Shape.NO_JSON);
    }

    private static boolean isBlank(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).isBlank();
    }

    private static long limit(int longest) {
        return (long) MOST_UNPACKED * longest;
    }
}
