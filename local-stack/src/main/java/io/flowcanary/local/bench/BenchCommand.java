package io.flowcanary.local.bench;

import io.flowcanary.local.gate.GateFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmarks. */
@Command(
        name = "bench",
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary bench", "  flow-canary bench --runs 0 --rollouts 0 --starts 20"},
        description = {
            "Measure throughput, latency and memory on this machine; takes a few minutes.",
            "With --starts also how fast the gate's function starts, in Node and on a JVM."
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--runs",
            defaultValue = "3",
            description = "Runs of each throughput figure; 0 for none. Default: 3")
    private int runs;

    @Option(names = "--rollouts", defaultValue = "20", description = "Rollbacks to time; 0 for none. Default: 20")
    private int rollouts;

    @Option(
            names = "--starts",
            defaultValue = "0",
            description = "Starts of the gate's function to time, each way; needs Node 20. Default: 0")
    private int starts;

    @Override
    public Integer call() throws Exception {
        // Said before the minutes of the other figures when it cannot be.
        GateStart gate = starts > 0 ? new GateStart(GateFunction.here()) : null;
        Path directory = Files.createTempDirectory("flow-canary-bench");
        if (runs > 0) {
            System.out.println(new Throughput(directory.resolve("throughput")).run(runs));
        }
        if (rollouts > 0) {
            System.out.println(new Latency(directory.resolve("latency")).run(rollouts));
        }
        if (gate != null) {
            System.out.println(gate.run(starts));
        }
        return 0;
    }
}
