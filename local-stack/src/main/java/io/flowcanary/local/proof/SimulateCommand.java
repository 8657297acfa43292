package io.flowcanary.local.proof;

import io.flowcanary.local.proof.Guide.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether the judge keeps its word. */
@Command(
        name = "simulate",
        description = {
            "Judge simulated canaries by the thousand: how often harmless ones go back, how soon harmful ones do.",
            "Each figure stands beside what it may be at most. Exits with 1 when one is missed. Takes some minutes."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int RUNS = 2000;
    private static final int QUICK_RUNS = 500;
    private static final int[] GUIDES_VOLUMES = {1000, 5000, 20_000};

    @Option(names = "--quick", description = "Fewer cases with fewer runs: under a minute on two cores.")
    private boolean quick;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same figures. Default: 1")
    private long seed;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also compare with other rules, as CSV.")
    private Path csv;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also compare with other rules, as a picture.")
    private Path svg;

    @Override
    public Integer call() throws IOException {
        int runs = quick ? QUICK_RUNS : RUNS;
        List<Case> cases =
                Cases.all().stream().filter(one -> one.quick() || !quick).toList();
        List<Integer> volumes = quick ? List.of(5000) : List.of(1000, 5000);
        boolean compares = csv != null || svg != null;
        long work = cases.stream()
                        .mapToLong(one -> runs * Runs.work(one.situation()))
                        .sum()
                + (compares ? Characteristics.work(runs) : 0)
                + Rollouts.work(runs, volumes)
                + 4L * GUIDES_VOLUMES.length * runs * Runs.work(guided(1, 0.08));
        Progress progress = new Progress(System.err, System.console() != null, work);

        int missed = new Table(System.out, progress).measure(cases, runs, seed);
        missed += new Rollouts(System.out, progress, runs, seed).measure(volumes);
        guide(runs, progress);
        if (compares) {
            List<Chart> charts = new Characteristics(runs, seed, progress).charts();
            write(csv, Characteristics.csv(charts));
            write(svg, Picture.of(charts));
        }
        progress.erase();
        System.out.println(missed == 0 ? "every bar is met" : missed + " bars are missed");
        return missed == 0 ? 0 : 1;
    }

    /** What the guide's rule does instead, for comparison. */
    private void guide(int runs, Progress progress) {
        String heading = "the guide's point rule on abandons and transfers, share 5 %";
        String line = "  %-16s %15s %15s %20s %20s%n";
        progress.erase();
        System.out.println(heading);
        System.out.printf(
                Locale.ROOT, line, "", "alike, polled:", "on a stream:", "8 to 14 %, polled:", "on a stream:");
        System.out.printf(Locale.ROOT, line, "", "rolled back", "rolled back", "promoted", "promoted");
        for (int callsPerHour : GUIDES_VOLUMES) {
            Situation alike = guided(callsPerHour, 0.08);
            Situation worse = guided(callsPerHour, 0.14);
            String[] figures = {
                percent(Guide.POLLED.fraction(End.ROLLED_BACK, alike, runs, seed, progress)),
                percent(Guide.STREAM.fraction(End.ROLLED_BACK, alike, runs, seed, progress)),
                percent(Guide.POLLED.fraction(End.PROMOTED, worse, runs, seed, progress)),
                percent(Guide.STREAM.fraction(End.PROMOTED, worse, runs, seed, progress))
            };
            progress.erase();
            System.out.printf(
                    Locale.ROOT,
                    line,
                    String.format(Locale.ROOT, "%,d calls/h", callsPerHour),
                    figures[0],
                    figures[1],
                    figures[2],
                    figures[3]);
        }
    }

    private static Situation guided(int callsPerHour, double canaryAbandons) {
        return Situation.of(
                callsPerHour, 24, 0.05, Watched.steady(0.02, 0.08, canaryAbandons), Watched.steady(0.05, 0.25, 0.25));
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    private static void write(Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
