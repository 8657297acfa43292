package io.flowcanary.cli;

import io.flowcanary.bridge.envelope.Legibility;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.replay.GateReport;
import io.flowcanary.replay.RecordedDraws;
import io.flowcanary.replay.RecordedDraws.Draw;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the gate does what it is set to. */
@Command(
        name = "check-gate",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary check-gate --share 10 events.ndjson.gz",
        description = {
            "Check on recorded envelopes whether the gate sends the share that was set, and at random.",
            "One share must have been set all along."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no finding",
            "1:a finding",
            "2:cannot tell",
            "3:no event to read in it, under half of it could be read, or it breaks off"
        })
final class CheckGateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--share",
            defaultValue = "5",
            paramLabel = "PERCENT",
            description = "The share that was set. Default: ${DEFAULT-VALUE}")
    private double share;

    @Option(names = "--canary", paramLabel = "NAME", description = "Only this canary. Default: every one found.")
    private String canary;

    @Option(
            names = "--versions",
            defaultValue = "v1,v2",
            paramLabel = "STABLE,CANARY",
            description = "The two values of the version attribute. Default: ${DEFAULT-VALUE}")
    private String versions;

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Mixin
    private Recording recording;

    @Override
    public Integer call() {
        Policy.Versions both = versions();
        if (!(share > 0 && share < 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--share " + share + ": expected a percentage above 0 and below 100");
        }
        RecordedDraws draws = new RecordedDraws();
        Legibility legibility;
        try {
            legibility = recording.read(draws::accept);
        } catch (IOException e) {
            return cannotTell(
                    recording.name() + " cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        int unreadable = recording.report(
                legibility.problem(), legibility, spec.commandLine().getErr());
        if (unreadable != 0) {
            return unreadable;
        }
        List<GateReport> reports = chosen(draws.byCanary()).entrySet().stream()
                .map(drawn ->
                        GateReport.of(drawn.getKey(), drawn.getValue(), draws.undrawn(drawn.getKey()), both, share))
                .filter(report -> report.calls() > 0)
                .toList();
        if (reports.isEmpty()) {
            return cannotTell("no call" + (canary == null ? "" : " of " + canary) + " with version " + both.stable()
                    + " or " + both.canary() + " in " + recording.name() + "; found: " + found(draws.byCanary()));
        }
        print(reports);
        return reports.stream().anyMatch(report -> report.finding() != null) ? 1 : 0;
    }

    private Policy.Versions versions() {
        String[] both = versions.split(",", -1);
        if (both.length != 2) {
            throw new ParameterException(
                    spec.commandLine(), "--versions " + versions + ": expected stable's and the canary's, as in v1,v2");
        }
        return new Policy.Versions(both[0], both[1]);
    }

    private SortedMap<String, List<Draw>> chosen(SortedMap<String, List<Draw>> all) {
        SortedMap<String, List<Draw>> chosen = new TreeMap<>(all);
        if (canary != null) {
            chosen.keySet().retainAll(List.of(canary));
        }
        return chosen;
    }

    private void print(List<GateReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.json) {
            out.println(Messages.json().writeValueAsString(Map.of("canaries", reports)));
        } else {
            reports.forEach(report -> out.print(GateText.of(report)));
        }
        out.flush();
    }

    private int cannotTell(String why) {
        spec.commandLine().getErr().println("flow-canary: " + why);
        return 2;
    }

    private static String found(SortedMap<String, List<Draw>> all) {
        return all.isEmpty()
                ? "no draw of any gate"
                : all.entrySet().stream()
                        .map(drawn -> drawn.getKey() + " with "
                                + drawn.getValue().stream()
                                        .map(Draw::version)
                                        .distinct()
                                        .sorted()
                                        .limit(8)
                                        .collect(Collectors.joining(", ")))
                        .limit(8)
                        .collect(Collectors.joining("; "));
    }
}
