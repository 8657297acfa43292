package io.flowcanary.access;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;

/**
 * Whether a request without a token comes from this machine's own user. A browser here also carries requests of foreign pages: they
 * show in {@code Origin}, or, after a foreign name was bent to the loopback address, in {@code Host}.
 */
final class Origin {
    private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");

    private Origin() {}

    static boolean isThisMachine(Context context) {
        String host = context.header("Host");
        String origin = context.header("Origin");
        return own("http://" + host) && (origin == null || (own(origin) && sameHost(origin, host)));
    }

    private static boolean own(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && OWN.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean sameHost(String origin, String host) {
        return host.equals(URI.create(origin).getAuthority());
    }
}
