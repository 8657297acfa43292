package io.flowcanary.local.gate;

import io.flowcanary.local.aws.LocalAwsSetup;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final int OLDEST_NODE = 20;

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

    /** What the function reads from its environment, on this endpoint; the cache time is the function's own default. */
    public static Map<String, String> environment(URI aws) {
        return Map.of(
                "GATE_PARAMETER",
                LocalAwsSetup.PARAMETER,
                "GATE_CANARY",
                CANARY,
                "AWS_ENDPOINT_URL_SSM",
                aws.toString(),
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local");
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
