package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.query.CanaryList;
import io.flowcanary.show.Status;
import io.flowcanary.show.StatusText;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How canaries stand. */
@Command(
        name = "status",
        description = {
            "Show how a canary stands: both versions side by side, what the judge makes of them, what comes next.",
            "Without a name: one line for each canary. The bar of a guardrail runs from two margins better to two"
                    + " margins worse; '|' is no difference, '!' the margin, 'o' what is observed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary status", "  flow-canary status main-ivr --watch"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Parameters(arity = "0..1", paramLabel = "CANARY", description = "The canary's name. Default: all of them.")
    private String canary;

    @Option(names = "--watch", description = "Keep going, redrawn at each change, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        if (watch && (canary == null || output.json())) {
            throw new ParameterException(
                    spec.commandLine(), "--watch: expected the name of a canary, and no --output json");
        }
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            if (watch) {
                new Watch(client, canary, output.paint(), spec.commandLine().getOut(), Clock.systemUTC()).run();
            } else if (canary == null) {
                all(client.canaries());
            } else {
                one(CanaryStatus.ask(client, canary, Clock.systemUTC())
                        .orElseThrow(() -> CanaryStatus.unknown(canary)));
            }
        }
        return 0;
    }

    private void all(CanaryList list) {
        if (output.json()) {
            output.print(spec.commandLine().getOut(), list);
        } else {
            OutputOptions.print(spec.commandLine().getOut(), StatusText.lines(list, output.paint()));
        }
    }

    private void one(Status status) {
        if (output.json()) {
            output.print(spec.commandLine().getOut(), status);
        } else {
            OutputOptions.print(spec.commandLine().getOut(), StatusText.lines(status, output.paint()));
        }
    }
}
