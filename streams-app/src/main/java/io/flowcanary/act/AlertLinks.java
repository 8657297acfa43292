package io.flowcanary.act;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where to read on. */
final class AlertLinks {
    private AlertLinks() {}

    /** A canary's page. */
    static String page(String pageUrl, String canary) {
        String base = pageUrl.endsWith("/") ? pageUrl.substring(0, pageUrl.length() - 1) : pageUrl;
        String encoded = URLEncoder.encode(canary, StandardCharsets.UTF_8).replace("+", "%20");
        return base + "/canaries/" + encoded;
    }

    /** What was said of it before, on the same page. */
    static String history(String pageUrl, String canary) {
        return page(pageUrl, canary) + "#history";
    }
}
