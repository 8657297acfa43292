package io.flowcanary.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens file: one {@link TokenLine} each, empty lines and those that begin with {@code #} aside. Several lines of one name
 * are several tokens of one caller, so a token is changed by listing the new one beside the old. The file is read again within a
 * second of its change; one that cannot be read then leaves the callers as they were, and says so in the log.
 */
final class TokenFile implements Callers {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final LongSupplier ticks;
    private List<TokenLine> lines;
    private List<Object> stamp;
    private long lookedAt;

    /**
     * @param ticks monotonic nanoseconds
     * @throws IllegalArgumentException when the file cannot be read, naming it, the line and what is wrong
     */
    TokenFile(Path file, LongSupplier ticks) {
        this.file = file;
        this.ticks = ticks;
        lookedAt = ticks.getAsLong();
        stamp = stamp();
        lines = read();
    }

    /** Compares with every line, so that the time taken does not tell which one matched. */
    @Override
    public Optional<Caller> find(String token) {
        byte[] shown = Token.sha256(token);
        Caller found = null;
        for (TokenLine line : current()) {
            found = line.matches(shown) ? line.caller() : found;
        }
        return Optional.ofNullable(found);
    }

    private synchronized List<TokenLine> current() {
        long now = ticks.getAsLong();
        if (now - lookedAt < LOOK_EVERY.toNanos()) {
            return lines;
        }
        lookedAt = now;
        try {
            // Looked at before it is read: a change in between is seen the next time.
            List<Object> seen = stamp();
            if (!seen.equals(stamp)) {
                stamp = seen;
                lines = read();
                LOG.info("{} was read again: {} tokens", file, lines.size());
            }
        } catch (IllegalArgumentException e) {
            LOG.error("{}; the tokens read before stay valid", e.getMessage());
        }
        return lines;
    }

    private List<Object> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<TokenLine> read() {
        List<String> all;
        try {
            all = Files.readAllLines(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
        List<TokenLine> read = new ArrayList<>();
        Map<String, Role> roles = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                try {
                    read.add(oneRoleEach(TokenLine.parse(line), roles));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return List.copyOf(read);
    }

    private static TokenLine oneRoleEach(TokenLine line, Map<String, Role> roles) {
        Caller caller = line.caller();
        Role before = roles.putIfAbsent(caller.name(), caller.role());
        if (before != null && before != caller.role()) {
            throw new IllegalArgumentException("'" + caller.name() + "' has another role in a line above");
        }
        return line;
    }

    private IllegalArgumentException unreadable(IOException e) {
        return new IllegalArgumentException("the tokens file " + file + " cannot be read (" + e
                + "): correct ACCESS_TOKENS_FILE, or make it readable to this process");
    }
}
