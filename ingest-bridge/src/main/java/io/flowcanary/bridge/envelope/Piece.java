package io.flowcanary.bridge.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A stretch of a text that begins where its window stands. Whoever reads it does not move the window; only its end does. Of
 * one that exceeds the bound only length and SHA-256 are kept. For one thread.
 */
final class Piece extends InputStream {
    /** More than a parser reads at once: so much may have been read beyond the end that it finds. */
    private static final int KEPT = 1 << 14;

    private final Window window;
    private final int longest;
    private final long line;
    private final int column;
    private final int indent;
    private MessageDigest sha256;
    private int given;
    private long length;
    private byte[] bytes = new byte[0];

    Piece(Window window, int longest) {
        this.window = window;
        this.longest = longest;
        this.line = window.line();
        this.column = window.column();
        this.indent = window.indent();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int asked) throws IOException {
        if (given > longest + KEPT) {
            leave(given - KEPT);
            given = KEPT;
        }
        int copied = window.copy(given, target, from, Math.min(asked, KEPT));
        given += Math.max(0, copied);
        return copied;
    }

    /** Ends it after so many bytes, of which all were read. */
    void endAt(long whole) {
        if (whole <= longest) {
            bytes = window.bytes((int) whole);
            window.skip((int) whole);
            length = whole;
        } else {
            leave((int) (whole - length));
        }
    }

    /**
     * Ends it where the next object seems to begin: on a line of its own that is indented as this one is, or after a closing
     * brace.
     *
     * @param listed whether a comma may stand between the two; where none may, it is within a list of this object
     */
    void endAtNextObject(boolean listed) throws IOException {
        int at = length == 0 ? 1 : 0;
        int last = 0;
        int blanks = -1;
        for (int next = window.peek(at); next >= 0; next = window.peek(at)) {
            if (next == '{' && (last == '}' || blanks == indent)) {
                break;
            }
            if (next == '\n') {
                blanks = 0;
            } else if (next != ' ' && next != '\t') {
                blanks = -1;
                last = next == '\r' || listed && next == ',' ? last : next;
            } else if (blanks >= 0) {
                blanks++;
            }
            at = step(at);
        }
        leave(at);
    }

    /** Ends it before the next opening brace, or where its line ends. */
    void endAtBraceOrLine() throws IOException {
        int at = length == 0 ? 1 : 0;
        for (int next = window.peek(at); next >= 0 && next != '\n' && next != '{'; next = window.peek(at)) {
            at = step(at);
        }
        leave(at);
    }

    /** Ends it where its line ends. */
    void endAtLine() throws IOException {
        int at = 0;
        for (int next = window.peek(at); next >= 0 && next != '\n'; next = window.peek(at)) {
            at = step(at);
        }
        leave(at);
    }

    long line() {
        return line;
    }

    int column() {
        return column;
    }

    /** Bytes up to its end. */
    long length() {
        return length;
    }

    /** What it holds; nothing when it exceeds the bound. */
    byte[] bytes() {
        return bytes;
    }

    /** All that is kept of one that cannot be read, or exceeds the bound. */
    String fingerprint() {
        return Redaction.fingerprint(length, sha256.digest());
    }

    /** One byte on; now and then leaves behind what was passed. */
    private int step(int at) {
        if (at < KEPT) {
            return at + 1;
        }
        leave(at);
        return 1;
    }

    private void leave(int count) {
        if (sha256 == null) {
            sha256 = Redaction.sha256();
        }
        sha256.update(window.bytes(count));
        window.skip(count);
        length += count;
    }
}
