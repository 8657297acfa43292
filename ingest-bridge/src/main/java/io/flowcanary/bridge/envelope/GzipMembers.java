package io.flowcanary.bridge.envelope;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip members, one after another; what follows them and is no gzip is passed on as it is. The platform's own stream
 * takes a pause in a pipe for the end of the data, and says nothing of what follows the last member. For one thread.
 */
final class GzipMembers extends InputStream {
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATED = 8;
    private static final int HAS_HEADER_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream packed;
    private final byte[] buffer = new byte[1 << 16];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private long consumed;
    private long whole;
    private State state = State.BETWEEN;

    private enum State {
        BETWEEN,
        MEMBER,
        /** All of a member is unpacked; what it says of itself at its end is not checked yet. */
        TRAILER,
        PLAIN,
        ENDED
    }

    GzipMembers(InputStream packed) {
        this.packed = packed;
    }

    static boolean isGzip(byte[] start) {
        return start.length > 1 && (start[0] & 0xff) == FIRST && (start[1] & 0xff) == SECOND;
    }

    /** How many packed bytes the members make up that were read to their end. */
    long whole() {
        return whole;
    }

    /** Whether it has come upon something else than gzip. */
    boolean isPlain() {
        return state == State.PLAIN;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException when the data end within a member
     * @throws ZipException when they are damaged
     */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        while (length > 0 && state != State.ENDED) {
            if (state == State.BETWEEN) {
                begin();
            } else if (state == State.PLAIN) {
                return pass(target, from, length);
            } else if (state == State.TRAILER) {
                checkTrailer();
            } else {
                int unpacked = inflate(target, from, length);
                if (unpacked > 0) {
                    return unpacked;
                }
            }
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }

    private int inflate(byte[] target, int from, int length) throws IOException {
        try {
            int unpacked = inflater.inflate(target, from, length);
            checksum.update(target, from, unpacked);
            if (inflater.finished()) {
                skip(limit - position - inflater.getRemaining());
                state = State.TRAILER;
            } else if (inflater.needsDictionary()) {
                throw new ZipException("gzip data that need a dictionary");
            } else if (unpacked == 0) {
                skip(limit - position);
                if (!fill()) {
                    throw new EOFException("the gzip data end within a member");
                }
                inflater.setInput(buffer, position, limit - position);
            }
            return unpacked;
        } catch (DataFormatException e) {
            throw new ZipException("the gzip data are damaged: " + e.getMessage());
        }
    }

    private void begin() throws IOException {
        int next = next();
        while (next == 0) {
            next = next();
        }
        if (next < 0) {
            state = State.ENDED;
            return;
        }
        position--;
        consumed--;
        if (next != FIRST) {
            state = State.PLAIN;
            return;
        }
        header();
        inflater.reset();
        checksum.reset();
        inflater.setInput(buffer, position, limit - position);
        state = State.MEMBER;
    }

    private void header() throws IOException {
        if (need() != FIRST || need() != SECOND || need() != DEFLATED) {
            throw new ZipException("the gzip data are damaged: no member begins here");
        }
        int flags = need();
        for (int i = 0; i < 6; i++) {
            need();
        }
        if ((flags & HAS_EXTRA) != 0) {
            for (int left = need() | need() << 8; left > 0; left--) {
                need();
            }
        }
        for (int text : new int[] {HAS_NAME, HAS_COMMENT}) {
            while ((flags & text) != 0 && need() != 0) {}
        }
        if ((flags & HAS_HEADER_CHECK) != 0) {
            need();
            need();
        }
    }

    private void checkTrailer() throws IOException {
        long expected = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            expected |= (long) need() << shift;
        }
        for (int i = 0; i < 4; i++) {
            need();
        }
        if (expected != checksum.getValue()) {
            throw new ZipException("the gzip data are damaged: the checksum differs");
        }
        whole = consumed;
        state = State.BETWEEN;
    }

    private int pass(byte[] target, int from, int length) throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        int passed = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, from, passed);
        skip(passed);
        return passed;
    }

    private int need() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("the gzip data end within a member");
        }
        return next;
    }

    private int next() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        consumed++;
        return buffer[position++] & 0xff;
    }

    private void skip(int bytes) {
        position += bytes;
        consumed += bytes;
    }

    private boolean fill() throws IOException {
        int read = packed.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(0, read);
        return read > 0;
    }
}
