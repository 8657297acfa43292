package io.flowcanary.web;

import io.flowcanary.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page: files that say nothing of any canary, for whoever asks; what they show comes from the API. */
final class PageResource implements Resource {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> SCRIPTS = List.of(
            "main",
            "actions",
            "api",
            "canary",
            "charts",
            "dom",
            "export",
            "figures",
            "format",
            "gate",
            "guardrails",
            "head",
            "live",
            "overview",
            "report",
            "source",
            "timeline",
            "versions",
            "words");

    /** A file as it is served. */
    private record File(String type, byte[] bytes, String tag) {}

    private final Map<String, File> files = new LinkedHashMap<>();
    private final File index = read("/page/index.html", "text/html");

    PageResource() {
        files.put("page.css", read("/page/page.css", "text/css"));
        files.put("icon.svg", read("/page/icon.svg", "image/svg+xml"));
        SCRIPTS.forEach(name -> files.put(name + ".js", read("/page/" + name + ".js", "text/javascript")));
        files.put("uplot.js", read(UPLOT + "uPlot.esm.js", "text/javascript"));
        files.put("uplot.css", read(UPLOT + "uPlot.min.css", "text/css"));
    }

    @Override
    public void add(RoutesConfig routes) {
        for (String path : List.of("/", "/canaries/{canary}", "/canaries/{canary}/report")) {
            routes.get(path, context -> serve(context, index), Role.ANYONE);
        }
        files.forEach((name, file) -> routes.get("/page/" + name, context -> serve(context, file), Role.ANYONE));
    }

    /** Browsers ask again each time, and are told that nothing changed. */
    private static void serve(Context context, File file) {
        context.header("Cache-Control", "no-cache");
        context.header("ETag", file.tag);
        if (file.tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(file.type + "; charset=utf-8").result(file.bytes);
    }

    private static File read(String name, String type) {
        try (InputStream stream = PageResource.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            byte[] bytes = stream.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new File(type, bytes, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
