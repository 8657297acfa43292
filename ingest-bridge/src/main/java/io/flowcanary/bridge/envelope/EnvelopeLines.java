package io.flowcanary.bridge.envelope;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads envelopes recorded one per line (NDJSON), plain or gzip as the first bytes tell. Holds one line at a time, and of a
 * line no more than its bound. For one thread.
 */
public final class EnvelopeLines implements AutoCloseable {
    /** The name that stands for standard input. */
    public static final String STDIN = "-";

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long number;

    private EnvelopeLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param utf8 its bytes without the line's end; empty when it is too long
     * @param tooLong null, or what is left of a line that exceeds the bound: {@code {"length":…,"sha256":"…"}}
     */
    public record Line(long number, byte[] utf8, String tooLong) {
        /** Whether there is nothing in it. */
        public boolean blank() {
            if (tooLong != null) {
                return false;
            }
            for (byte b : utf8) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Opens a file, or standard input for {@link #STDIN}.
     *
     * @param longest the most bytes that a line may have
     * @throws IOException when it cannot be read; names the file
     */
    public static EnvelopeLines open(String file, int longest) throws IOException {
        return of(STDIN.equals(file) ? System.in : Files.newInputStream(Path.of(file)), longest);
    }

    /** Reads a stream, which {@link #close} closes. */
    public static EnvelopeLines of(InputStream stream, int longest) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return new EnvelopeLines(gzip ? new GZIPInputStream(buffered, BUFFER) : buffered, longest);
    }

    /**
     * The next line, or empty at the end.
     *
     * @throws IOException when it cannot be read on; a gzip file that was cut off ends like this
     */
    public Optional<Line> next() throws IOException {
        int first = read();
        if (first < 0) {
            return Optional.empty();
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int b = first; b >= 0 && b != '\n'; b = read()) {
            if (line.size() == longest) {
                return Optional.of(tooLong(line.toByteArray(), b));
            }
            line.write(b);
        }
        return Optional.of(new Line(number, line.toByteArray(), null));
    }

    private Line tooLong(byte[] start, int next) throws IOException {
        MessageDigest sha256 = Redaction.sha256();
        sha256.update(start);
        long length = start.length;
        for (int b = next; b >= 0 && b != '\n'; b = read()) {
            sha256.update((byte) b);
            length++;
        }
        return new Line(number, new byte[0], Redaction.fingerprint(length, sha256.digest()));
    }

    /** A byte, or -1 at the end; the streams of the platform would take a lock for each. */
    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
