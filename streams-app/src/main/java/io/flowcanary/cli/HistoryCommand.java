package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.CanaryClient.Page;
import io.flowcanary.client.ServerException;
import io.flowcanary.record.Verdict;
import io.flowcanary.show.HistoryEntry;
import io.flowcanary.show.Paint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What happened to a canary. */
@Command(
        name = "history",
        description = {
            "Show what happened to a canary, newest first: each change with its verdict, each order with"
                    + " who gave it and why, and what was refused.",
            "Times are UTC, by event time."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary history main-ivr", "  flow-canary history main-ivr --limit 5 --output json"})
final class HistoryCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Option(
            names = "--limit",
            defaultValue = "20",
            paramLabel = "ENTRIES",
            description = "How many at most, 1 to 500. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() throws ServerException {
        if (limit < 1 || limit > PAGE) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + ": expected 1 to " + PAGE);
        }
        List<HistoryEntry> entries;
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            entries = HistoryEntry.merged(client.orders(canary, limit).entries(), changes(client, progress), limit);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, Map.of("canary", canary, "entries", entries));
        } else if (entries.isEmpty()) {
            out.println("nothing happened to " + canary + " yet");
        } else {
            Paint paint = output.paint();
            OutputOptions.print(
                    out, entries.stream().map(entry -> entry.line(paint)).toList());
        }
        return 0;
    }

    private List<Verdict> changes(CanaryClient client, ProgressBar progress) throws ServerException {
        Page<Verdict> page = client.told(canary, Math.min(limit, PAGE));
        List<Verdict> changes = new ArrayList<>(page.entries());
        while (page.next() != null && changes.size() < limit) {
            progress.say(changes.size() + " of " + limit + " changes read ...");
            page = client.verdicts(page.next());
            changes.addAll(page.entries());
        }
        return changes;
    }
}
