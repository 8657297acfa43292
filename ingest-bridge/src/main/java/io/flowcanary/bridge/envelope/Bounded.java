package io.flowcanary.bridge.envelope;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when a stream has more bytes than it may: what a few packed bytes unpack to is not known beforehand. */
final class Bounded extends FilterInputStream {
    private final long most;
    private long read;

    Bounded(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) throws IOException {
        read += more;
        if (read > most) {
            throw new IOException("unpacks to more than " + most + " bytes");
        }
    }
}
