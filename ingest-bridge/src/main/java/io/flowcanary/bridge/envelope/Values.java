package io.flowcanary.bridge.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Splits a UTF-8 text into its JSON objects, however they are strung together: one a line or over many, in arrays or without
 * anything between them, quoted, or after the timestamp of a log. Brackets and commas outside of an object only separate, so that
 * an array needs no end. Holds one object at a time, and of it no more than the bound; a broken one ends where the next seems to
 * begin. For one thread.
 */
final class Values {
    /** More than any real event has; each level can make a broken text be read once more. */
    private static final int DEEPEST = 100;

    /** What a logger, {@code aws logs} or an export to S3 puts before what was logged. */
    private static final Pattern LOG_PREFIX = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[0-9.,:+Z-]*([ \\t]+[^\\s{]{1,256}){0,6}[ \\t]+");

    private static final int LONGEST_PREFIX = 1_024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final Window window;
    private final int longest;
    private long line;
    private int nthOnLine;
    private boolean listed;

    /** @param longest the most bytes that an object may have */
    Values(InputStream utf8, int longest) {
        this.window = new Window(utf8);
        this.longest = longest;
    }

    /**
     * One object, or a stretch of text that is none.
     *
     * @param place where it begins: {@code line 3}, or {@code line 1, value 7} where a line holds several
     * @param utf8 its bytes; null when it cannot be read
     * @param problem why it cannot be read; null when it can
     */
    record Value(String place, byte[] utf8, Parsed.Unusable problem) {}

    /**
     * The next one, or empty at the end.
     *
     * @throws IOException when the input cannot be read on
     */
    Optional<Value> next() throws IOException {
        while (true) {
            int first = skipSeparators();
            if (first < 0) {
                return Optional.empty();
            }
            if (first == '{' || first == '"' && opens(window.peek(1))) {
                return Optional.of(read(place(), first));
            }
            int prefix = logPrefix();
            if (prefix == 0) {
                return Optional.of(skipText(place()));
            }
            window.skip(prefix);
        }
    }

    private static boolean opens(int next) {
        return next == '{' || next == '[';
    }

    private int skipSeparators() throws IOException {
        listed = false;
        while (true) {
            int next = window.peek(0);
            if (next == 0xef && window.peek(1) == 0xbb && window.peek(2) == 0xbf) {
                window.skip(3);
            } else if (next >= 0 && " \t\r\n,[]\u001e".indexOf(next) >= 0) {
                listed |= next == ',' || next == '[';
                window.skip(1);
            } else {
                return next;
            }
        }
    }

    private String place() {
        nthOnLine = window.line() == line ? nthOnLine + 1 : 1;
        line = window.line();
        return nthOnLine == 1 ? "line " + line : "line " + line + ", value " + nthOnLine;
    }

    /** The length of a log's prefix that an object follows on the same line; 0 when there is none. */
    private int logPrefix() throws IOException {
        int length = 0;
        StringBuilder text = new StringBuilder();
        for (int next = window.peek(0);
                next >= 0 && next != '\n' && next != '{' && length < LONGEST_PREFIX;
                next = window.peek(length)) {
            if (length == 0 && (next < '0' || next > '9')) {
                return 0;
            }
            text.append((char) next);
            length++;
        }
        return window.peek(length) == '{' && LOG_PREFIX.matcher(text).matches() ? length : 0;
    }

    /** Jackson finds the end; it reads from the window, which keeps what was read beyond it. */
    private Value read(String place, int first) throws IOException {
        Piece piece = new Piece(window, longest);
        if (window.peek(1) == 0) {
            // Jackson would take it for UTF-16.
            piece.endAtBraceOrLine();
            return unreadable(place, piece, "no JSON" + at(piece, null));
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), piece)) {
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            piece.endAt(parser.currentLocation().getByteOffset());
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            if (first == '{') {
                piece.endAtNextObject(listed);
            } else {
                piece.endAtLine();
            }
            return unreadable(place, piece, "no JSON" + at(piece, e.getLocation()));
        }
        if (piece.length() > longest) {
            String detail = "expected at most " + longest + " bytes, found " + piece.length();
            return new Value(place, null, new Parsed.Unusable("too-long", detail, piece.fingerprint(), Shape.TOO_LONG));
        }
        return new Value(place, piece.bytes(), null);
    }

    private Value skipText(String place) throws IOException {
        Piece piece = new Piece(window, longest);
        piece.endAtBraceOrLine();
        return unreadable(place, piece, "no JSON object" + at(piece, null));
    }

    private static Value unreadable(String place, Piece piece, String detail) {
        return new Value(
                place, null, new Parsed.Unusable("malformed-json", detail, piece.fingerprint(), Shape.NO_JSON));
    }

    private static String at(Piece piece, TokenStreamLocation location) {
        long lines = location == null ? 0 : location.getLineNr() - 1L;
        long column = location == null ? 1 : location.getColumnNr();
        return " at line " + (piece.line() + lines) + ", column " + (lines == 0 ? piece.column() + column : column);
    }
}
