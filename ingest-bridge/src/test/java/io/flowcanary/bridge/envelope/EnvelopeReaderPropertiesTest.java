package io.flowcanary.bridge.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EnvelopeReaderPropertiesTest {
    private static final String NOISE = "{}[]\",:\\ \n\r\t0a{\"a\":1}\u001e\ufeff";

    /** How an input is packed and encoded is told by its first bytes. */
    private static final List<Shapes> TEXTS =
            Arrays.stream(Shapes.values()).filter(shape -> !shape.isPacked()).toList();

    @Property(tries = 60)
    void howTheBytesArriveMakesNoDifference(
            @ForAll Shapes shape, @ForAll @IntRange(min = 1, max = 5) int envelopes, @ForAll long seed)
            throws IOException {
        byte[] input = shape.of(envelopes(envelopes));

        assertThat(texts(new Dripping(input, new Random(seed)), 1 << 16))
                .isEqualTo(texts(new ByteArrayInputStream(input), 1 << 16))
                .hasSize(envelopes);
    }

    @Property(tries = 100)
    void formsCanBeMixed(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 99) Integer> picks,
            @ForAll boolean onLines,
            @ForAll boolean zipped)
            throws IOException {
        List<byte[]> parts = new ArrayList<>();
        picks.forEach(pick -> {
            parts.add(TEXTS.get(pick % TEXTS.size()).of(envelopes(3)));
            parts.add(Shapes.utf8(onLines ? "\n" : ""));
        });

        List<Found> found = EnvelopeReaderTest.read(
                Shapes.joined(zipped ? parts.stream().map(Shapes::gzip).toList() : parts));

        assertThat(found).hasSize(3 * picks.size()).allMatch(one -> one.value() != null);
    }

    @Property(tries = 200)
    void everyByteOfNoiseIsSeparatorOrAccountedForOnce(@ForAll long seed, @ForAll @IntRange(max = 400) int length)
            throws IOException {
        Random random = new Random(seed);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < length; i++) {
            noise.append(NOISE.charAt(random.nextInt(NOISE.length())));
        }
        byte[] bytes = noise.toString().getBytes(StandardCharsets.UTF_8);
        Values values = new Values(new ByteArrayInputStream(bytes), 50);

        long used = 0;
        for (Optional<Values.Value> next = values.next(); next.isPresent(); next = values.next()) {
            used += next.get().problem() == null
                    ? next.get().utf8().length
                    : length(next.get().problem());
        }

        long separators = bytes.length - used;
        assertThat(separators).isBetween(0L, (long) bytes.length);
        assertThat(used).isGreaterThanOrEqualTo(solid(noise));
    }

    @Property(tries = 200)
    void randomBytesInAMessageNeverThrow(@ForAll @Size(max = 300) byte[] bytes, @ForAll boolean zipped) {
        List<Found> found = new ArrayList<>();

        EnvelopeReader.forEach(zipped ? Shapes.gzip(bytes) : bytes, 100, found::add);

        assertThat(found).allMatch(one -> (one.value() == null) != (one.unreadable() == null));
    }

    @Example
    void aBigInputTakesNoMoreMemoryThanItsLongestObject() throws IOException {
        byte[] line = (envelopes(1).get(0) + "\n").getBytes(StandardCharsets.UTF_8);
        long lines = 64_000_000L / line.length;
        long found = 0;
        long before = used();
        long most = 0;

        try (EnvelopeReader reader = EnvelopeReader.of(new Repeated(line, lines), 1 << 20)) {
            while (reader.next().isPresent()) {
                if (++found % 20_000 == 0) {
                    most = Math.max(most, used());
                }
            }
        }

        assertThat(found).isEqualTo(lines);
        assertThat(most - before).isLessThan(32L << 20);
    }

    @Example
    void oneObjectThatNeverEndsTakesNoMoreMemoryThanTheLongest() throws IOException {
        byte[] start = "{\"a\":[".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream(start), new Repeated("1234567,".getBytes(StandardCharsets.UTF_8), 8_000_000));
        Values values = new Values(endless, 1 << 20);
        long before = used();

        Values.Value only = values.next().orElseThrow();

        assertThat(used() - before).isLessThan(32L << 20);
        assertThat(length(only.problem())).isEqualTo(64_000_000L + start.length);
        assertThat(values.next()).isEmpty();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long solid(CharSequence noise) {
        return noise.chars().filter(c -> c == '{' || c == '0' || c == 'a').count();
    }

    private static long length(Parsed.Unusable problem) {
        return Json.read(problem.redactedPayload().getBytes(StandardCharsets.UTF_8))
                .get("length")
                .longValue();
    }

    private static List<String> envelopes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Envelopes.flowEnd()
                        .conversation("c-" + i)
                        .body("subject", "é漢😀")
                        .text())
                .toList();
    }

    private static List<String> texts(InputStream in, int longest) throws IOException {
        List<String> texts = new ArrayList<>();
        try (EnvelopeReader reader = EnvelopeReader.of(in, longest)) {
            for (Optional<Found> next = reader.next(); next.isPresent(); next = reader.next()) {
                texts.add(String.valueOf(next.get().value()));
            }
        }
        return texts;
    }

    /** A few bytes at a time, as a pipe may give them, and nothing said to be available. */
    private static final class Dripping extends FilterInputStream {
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return super.read(target, from, Math.min(length, 1 + random.nextInt(7)));
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /** The same bytes again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private long left;

        Repeated(byte[] bytes, long times) {
            this.bytes = bytes;
            this.left = bytes.length * times;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : bytes[(int) ((bytes.length - left-- % bytes.length) % bytes.length)] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (left == 0) {
                return -1;
            }
            int position = (int) ((bytes.length - left % bytes.length) % bytes.length);
            int copied = (int) Math.min(left, Math.min(length, bytes.length - position));
            System.arraycopy(bytes, position, target, from, copied);
            left -= copied;
            return copied;
        }
    }
}
