package io.flowcanary.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the API as one instance asks another. */
final class Path {
    private Path() {}

    /** A canary's own. */
    static String of(String canary) {
        return Directory.PATH + "/" + encoded(canary);
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
