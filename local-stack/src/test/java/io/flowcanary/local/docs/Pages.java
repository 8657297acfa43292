package io.flowcanary.local.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every page of the checkout, found by walking, so that a new one is held to the rules without being listed. */
public final class Pages {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    private Pages() {}

    /** All Markdown files, sorted, without what builds and package managers leave behind. */
    public static List<Path> all() {
        return found(".md");
    }

    /** All files of ours with one of these endings, sorted. */
    public static List<Path> found(String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (endsAs(file, endings)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String file) {
        return read(ROOT.resolve(file));
    }

    /** As people name it: from the checkout's root. */
    public static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static boolean endsAs(Path file, String... endings) {
        for (String ending : endings) {
            if (file.getFileName().toString().endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
