package io.flowcanary.local.compose;

import java.util.regex.Pattern;

/** The name of an image. */
final class Image {
    private static final Pattern PINNED =
            Pattern.compile("[^:@]+(:[0-9]+/[^:@]+)?(:(?<tag>[\\w.-]+))?(@sha256:[0-9a-f]{64})?");

    private Image() {}

    /** Whether the same name means the same image tomorrow, as far as its publisher keeps to a version. */
    static boolean isPinned(String name) {
        var parts = PINNED.matcher(name);
        if (!parts.matches()) {
            return false;
        }
        return name.contains("@")
                || (parts.group("tag") != null && !parts.group("tag").equals("latest"));
    }
}
