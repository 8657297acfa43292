package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.Packed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A recording that is added to: one record a line, and gzip when its name ends with {@code .gz}. What was appended is on the disk,
 * and each append is a gzip member of its own: so the file is whole at any time, but for the append that a crash interrupts, which
 * the next opening removes. For one thread.
 */
final class RecordingFile implements AutoCloseable {
    private final FileChannel channel;
    private final boolean zipped;

    private RecordingFile(FileChannel channel, boolean zipped) {
        this.channel = channel;
        this.zipped = zipped;
    }

    /**
     * Opens a file to add to it; makes one that only its owner can read.
     *
     * @throws IOException when it cannot be written, another process records to it, or what it holds is damaged
     */
    static RecordingFile open(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean posix = file.toAbsolutePath()
                .getFileSystem()
                .supportedFileAttributeViews()
                .contains("posix");
        FileChannel channel = posix
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException(file + ": another process records to it");
            }
            RecordingFile opened = new RecordingFile(channel, file.toString().endsWith(".gz"));
            opened.prepare(file);
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Adds lines, which are on the disk when this returns.
     *
     * @throws IOException when they could not be written; the file is as before then
     */
    void append(List<String> lines) throws IOException {
        long before = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(lines));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void prepare(Path file) throws IOException {
        long size = channel.size();
        if (zipped) {
            channel.truncate(Packed.whole(Files.newInputStream(file), file.toString()));
        }
        channel.position(channel.size());
        if (!zipped && size > 0 && !endsALine(size)) {
            append(List.of(""));
        }
    }

    private boolean endsALine(long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }

    private byte[] bytes(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = zipped ? new GZIPOutputStream(bytes) : bytes) {
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
        return bytes.toByteArray();
    }
}
