package io.flowcanary.bridge.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What was read of a stream and not yet used, and where in the text it is. For one thread. */
final class Window {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 14];
    private int start;
    private int limit;
    private boolean ended;
    private long line = 1;
    private int column;
    private boolean blankSoFar = true;

    Window(InputStream in) {
        this.in = in;
    }

    /** The byte so many after the next one, or -1 when the stream ends before it. */
    int peek(int ahead) throws IOException {
        while (limit - start <= ahead) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[start + ahead] & 0xff;
    }

    /** Copies what was read, from so many bytes after the next one on; -1 at the end of the stream. */
    int copy(int ahead, byte[] target, int from, int length) throws IOException {
        if (peek(ahead) < 0) {
            return -1;
        }
        int copied = Math.min(length, limit - start - ahead);
        System.arraycopy(buffer, start + ahead, target, from, copied);
        return copied;
    }

    /** Leaves so many bytes behind, all of which were read. */
    void skip(int bytes) {
        for (int end = start + bytes; start < end; start++) {
            byte passed = buffer[start];
            if (passed == '\n') {
                line++;
                column = 0;
                blankSoFar = true;
            } else {
                column++;
                blankSoFar &= passed == ' ' || passed == '\t';
            }
        }
    }

    /** The next bytes, all of which were read. */
    byte[] bytes(int count) {
        return Arrays.copyOfRange(buffer, start, start + count);
    }

    /** Counted from 1. */
    long line() {
        return line;
    }

    /** How many bytes of the line are left behind. */
    int column() {
        return column;
    }

    /** How far the next byte is indented; 0 when something stands before it on its line. */
    int indent() {
        return blankSoFar ? column : 0;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (limit == buffer.length) {
            byte[] wider = start > 0 ? buffer : new byte[2 * buffer.length];
            System.arraycopy(buffer, start, wider, 0, limit - start);
            buffer = wider;
            limit -= start;
            start = 0;
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        ended = read < 0;
        limit += Math.max(0, read);
        return !ended;
    }
}
