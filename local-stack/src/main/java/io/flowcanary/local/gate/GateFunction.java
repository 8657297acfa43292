package io.flowcanary.local.gate;

import io.flowcanary.local.aws.LambdaSetup;
import io.flowcanary.local.aws.LocalAwsSetup;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The function that stands behind the gate's data action, in this checkout.
 *
 * @param directory {@code genesys/lambda}
 */
public record GateFunction(Path directory) {
    /** The canary that the function is set to. */
    public static final String CANARY = "main-ivr";

    /** What the data action sends. */
    public static final String EVENT = "{\"canary\":\"" + CANARY + "\"}";

    /** The function's name, as the data action's ARN has it. */
    public static final String NAME = "flow-canary-gate";

    private static final int OLDEST_NODE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PROCESSES = 4;

    /**
     * The function beside the program that runs.
     *
     * @throws IllegalStateException when it cannot run here; says what to do
     */
    public static GateFunction here() {
        Path directory = checkout().resolve("genesys").resolve("lambda");
        if (!Files.exists(directory.resolve("index.mjs"))) {
            throw new IllegalStateException(
                    "the gate's function is not at " + directory + ": run this from a checkout");
        }
        if (nodeVersion() < OLDEST_NODE) {
            throw new IllegalStateException(
                    "the gate's function needs Node 20 or newer. Debian: apt-get install nodejs npm");
        }
        if (!Files.isDirectory(directory.resolve("node_modules"))) {
            throw new IllegalStateException("the gate's function lacks its libraries: run npm ci in " + directory);
        }
        return new GateFunction(directory);
    }

    /** What the function reads from its environment, on this endpoint; the rest are the function's own defaults. */
    public static Map<String, String> environment(URI aws) {
        return Map.ofEntries(
                Map.entry("GATE_PARAMETER", LocalAwsSetup.PARAMETER),
                Map.entry("GATE_CANARY", CANARY),
                Map.entry("AWS_ENDPOINT_URL_SSM", aws.toString()),
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("NODE_NO_WARNINGS", "1"));
    }

    /**
     * The function as the endpoint runs it, by the name {@link #NAME}.
     *
     * @param parameter that holds the share
     * @param cache how long it keeps the share
     */
    public LambdaSetup on(URI aws, String parameter, Duration cache) {
        Map<String, String> environment = new HashMap<>(environment(aws));
        environment.put("GATE_PARAMETER", parameter);
        environment.put("GATE_CACHE_MS", Long.toString(cache.toMillis()));
        List<String> command = List.of(
                "node",
                directory.resolve("bin").resolve("runtime.mjs").toString(),
                directory.resolve("index.mjs").toString());
        return new LambdaSetup(NAME, command, environment, TIMEOUT, PROCESSES);
    }

    /** Classes and jars are built below {@code local-stack/target}. */
    private static Path checkout() {
        try {
            Path code = Path.of(GateFunction.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path leads to this program's own code", e);
        }
    }

    private static int nodeVersion() {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String said = new String(node.getInputStream().readNBytes(64), java.nio.charset.StandardCharsets.US_ASCII);
            node.waitFor(10, TimeUnit.SECONDS);
            return Integer.parseInt(said.replaceFirst("(?s)^v(\\d+).*$", "$1"));
        } catch (IOException | NumberFormatException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
