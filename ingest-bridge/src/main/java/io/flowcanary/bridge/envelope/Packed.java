package io.flowcanary.bridge.envelope;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Files of gzip members. */
public final class Packed {
    private Packed() {}

    /**
     * Up to which byte a file consists of whole gzip members; what follows is one that was cut off while it was written. Closes the
     * stream.
     *
     * @param name the file's
     * @throws IOException when it holds something else, or is damaged
     */
    public static long whole(InputStream file, String name) throws IOException {
        try (GzipMembers members = new GzipMembers(file)) {
            readAll(members);
            return members.whole();
        } catch (IOException e) {
            throw new IOException(name + " cannot be added to: " + e.getMessage() + "; record to another file", e);
        }
    }

    private static void readAll(GzipMembers members) throws IOException {
        byte[] unpacked = new byte[1 << 16];
        try {
            while (members.read(unpacked, 0, unpacked.length) >= 0) {
                if (members.isPlain()) {
                    throw new IOException("it holds what is no gzip");
                }
            }
        } catch (EOFException e) {
            // The last one was cut off: what is whole ends before it.
        }
    }
}
