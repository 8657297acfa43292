package io.flowcanary.bridge.envelope;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recognises by its first bytes how a text was packed and encoded, and gives it as UTF-8. */
final class TextInput {
    private static final int LOOK_AHEAD = 4;

    /** Firehose packs what CloudWatch Logs has packed already. */
    private static final int MOST_PACKINGS = 2;

    /** The longer marks first: one of UTF-32 begins like one of UTF-16. */
    private static final List<Mark> MARKS = List.of(
            new Mark(StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf),
            new Mark(Charset.forName("UTF-32LE"), 0xff, 0xfe, 0, 0),
            new Mark(Charset.forName("UTF-32BE"), 0, 0, 0xfe, 0xff),
            new Mark(StandardCharsets.UTF_16LE, 0xff, 0xfe),
            new Mark(StandardCharsets.UTF_16BE, 0xfe, 0xff));

    private record Mark(Charset charset, int... bytes) {
        boolean begins(byte[] text) {
            if (text.length < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if ((text[i] & 0xff) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private TextInput() {}

    /**
     * Unpacks gzip, drops a byte order mark, and turns UTF-16 and UTF-32 into UTF-8. UTF-16 without a mark is known by its zero
     * bytes, since JSON begins with ASCII.
     *
     * @throws IOException when it cannot be read, or was packed too often
     */
    static InputStream utf8(InputStream raw) throws IOException {
        BufferedInputStream in = buffered(raw);
        byte[] start = peek(in);
        for (int packings = 0; GzipMembers.isGzip(start); packings++) {
            if (packings == MOST_PACKINGS) {
                throw new IOException("packed with gzip more than " + MOST_PACKINGS + " times over");
            }
            in = buffered(new GzipMembers(in));
            start = peek(in);
        }
        for (Mark mark : MARKS) {
            if (mark.begins(start)) {
                in.skipNBytes(mark.bytes().length);
                return decoded(in, mark.charset());
            }
        }
        return decoded(in, unmarked(start));
    }

    private static Charset unmarked(byte[] start) {
        if (start.length < 2 || (start[0] == 0) == (start[1] == 0)) {
            return StandardCharsets.UTF_8;
        }
        return start[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static InputStream decoded(InputStream in, Charset charset) {
        return charset == StandardCharsets.UTF_8 ? in : new Utf8Stream(in, charset);
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(LOOK_AHEAD);
        byte[] start = in.readNBytes(LOOK_AHEAD);
        in.reset();
        return start;
    }

    private static BufferedInputStream buffered(InputStream in) {
        return new BufferedInputStream(in, 1 << 16);
    }
}
