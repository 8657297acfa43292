package io.flowcanary.local.bench;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.gate.GateFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Which starts faster as the gate's function: the Node function that is there, or the least that would do on a JVM with the
 * flags that Lambda's Java runtime starts it with. Each is a fresh process whose first answer takes a reading of SSM.
 */
final class GateStart {
    private static final String ASK = "const { handler } = await import(process.argv[1]);"
            + "console.log(JSON.stringify(await handler(JSON.parse(process.argv[2]))));";

    private final GateFunction function;

    GateStart(GateFunction function) {
        this.function = function;
    }

    String run(int starts) throws Exception {
        List<String> node = List.of(
                "node",
                "--input-type=module",
                "-e",
                ASK,
                function.directory().resolve("index.mjs").toUri().toString(),
                GateFunction.EVENT);
        List<String> jvm = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                JvmGate.class.getName());
        List<Double> ofNode = new ArrayList<>();
        List<Double> ofJvm = new ArrayList<>();
        try (LocalAws aws = LocalAws.start("127.0.0.1", 0, Clock.systemUTC())) {
            LocalAwsSetup.on(aws.endpoint(), "eu-central-1");
            for (int start = 0; start <= starts; start++) {
                double first = milliseconds(node, aws);
                double second = milliseconds(jvm, aws);
                // The first of each fills the machine's file cache.
                if (start > 0) {
                    ofNode.add(first);
                    ofJvm.add(second);
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "the gate's function, process start to first answer: Node %.0f ms, a JVM %.0f ms (medians of %d)",
                Throughput.median(ofNode),
                Throughput.median(ofJvm),
                starts);
    }

    private double milliseconds(List<String> command, LocalAws aws) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(GateFunction.environment(aws.endpoint()));
        long begin = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String answer = out.readLine();
            double took = (System.nanoTime() - begin) / 1e6;
            if (answer == null || !answer.contains("\"DRAWN\"")) {
                throw new IOException(command.get(0) + " did not draw: " + answer);
            }
            return took;
        } finally {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
