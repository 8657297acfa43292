package io.flowcanary.local.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmarks. */
@Command(
        name = "bench",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary bench",
        description = "Measure throughput, latency and memory on this machine; takes a few minutes.")
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--runs", defaultValue = "3", description = "Runs of each throughput figure. Default: 3")
    private int runs;

    @Option(names = "--rollouts", defaultValue = "20", description = "Rollbacks to time; 0 for none. Default: 20")
    private int rollouts;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("flow-canary-bench");
        System.out.println(new Throughput(directory.resolve("throughput")).run(runs));
        if (rollouts > 0) {
            System.out.println(new Latency(directory.resolve("latency")).run(rollouts));
        }
        return 0;
    }
}
