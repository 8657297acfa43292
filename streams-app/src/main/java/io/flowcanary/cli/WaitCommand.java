package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Rollout;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Waits for a rollout's verdict. */
@Command(
        name = "wait",
        description = {
            "Wait for a rollout's verdict, and report what happens meanwhile.",
            "A rollout that has ended already is reported as it ended. Ending the wait does not end the rollout."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:promoted, and SSM holds 100",
            "1:not known: the service could not be asked, or another rollout began",
            "2:wrong usage",
            "3:rolled back, and SSM holds 0",
            "4:held past its policy's deadline: somebody must decide",
            "5:still undecided, or decided and not in force, after --timeout"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary wait main-ivr", "  flow-canary wait main-ivr --timeout 5h --summary verdict.md"})
final class WaitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Mixin
    private WaitOptions options;

    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    public Integer call() throws Exception {
        try (ProgressBar progress = new ProgressBar()) {
            CanaryClient client = server.client(progress::say);
            Rollout begun =
                    client.canary(canary).map(CanaryView::rollout).orElseThrow(() -> CanaryStatus.unknown(canary));
            return new Awaiting(spec.commandLine(), client, output, options).until(begun);
        }
    }
}
