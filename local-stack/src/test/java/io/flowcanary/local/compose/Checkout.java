package io.flowcanary.local.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files of this repository, named from its root. */
final class Checkout {
    private static final Path ROOT = root();

    private Checkout() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the pattern's first group matches in the file, from top to bottom. */
    static List<String> find(String name, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(name))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docker-compose.yml"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no docker-compose.yml here or above");
            }
        }
        return directory;
    }
}
