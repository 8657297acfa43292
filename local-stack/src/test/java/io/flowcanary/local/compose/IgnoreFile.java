package io.flowcanary.local.compose;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** {@code .dockerignore}, which here has no exceptions. */
final class IgnoreFile {
    private static final List<PathMatcher> PATTERNS = Checkout.text(".dockerignore")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .flatMap(line -> line.startsWith("**/") ? Stream.of(line, line.substring(3)) : Stream.of(line))
            .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
            .toList();

    private IgnoreFile() {}

    /** Whether the path, or a directory that it is in, is kept from the builds. */
    static boolean ignores(String path) {
        for (Path at = Path.of(path); at != null; at = at.getParent()) {
            Path tried = at;
            if (PATTERNS.stream().anyMatch(pattern -> pattern.matches(tried))) {
                return true;
            }
        }
        return false;
    }
}
