package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.ExplainText;
import io.flowcanary.show.Status;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a verdict is what it is. */
@Command(
        name = "explain",
        description = "Say in plain words, with numbers, why the verdict is what it is, what is missing, what the point"
                + " rule would have done, and what you can do.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary explain main-ivr")
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    public Integer call() throws ServerException {
        Status status;
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            status = CanaryStatus.ask(client, canary, Clock.systemUTC())
                    .filter(known -> known.rollout() != null)
                    .orElseThrow(() -> CanaryStatus.unknown(canary));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, status);
        } else {
            OutputOptions.print(out, ExplainText.lines(status, output.paint()));
        }
        return 0;
    }
}
