package io.flowcanary.bridge.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text in another encoding, as UTF-8; what is no character in it becomes U+FFFD. For one thread. */
final class Utf8Stream extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[1 << 13];
    private int held;
    private byte[] bytes = new byte[0];
    private int position;

    Utf8Stream(InputStream in, Charset charset) {
        this.reader = new InputStreamReader(in, charset);
    }

    @Override
    public int read() throws IOException {
        return position < bytes.length || fill() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == bytes.length && !fill()) {
            return -1;
        }
        int copied = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, from, copied);
        position += copied;
        return copied;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The first half of a pair waits for the second. */
    private boolean fill() throws IOException {
        int read = reader.read(chars, held, chars.length - held);
        int count = held + Math.max(0, read);
        if (count == 0) {
            return false;
        }
        held = read > 0 && Character.isHighSurrogate(chars[count - 1]) ? 1 : 0;
        bytes = new String(chars, 0, count - held).getBytes(StandardCharsets.UTF_8);
        chars[0] = chars[count - 1];
        position = 0;
        return bytes.length > 0 || fill();
    }
}
