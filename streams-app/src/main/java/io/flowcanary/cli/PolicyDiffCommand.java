package io.flowcanary.cli;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Policy;
import io.flowcanary.show.PolicyDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** In what a file differs from the policy that is judged by. */
@Command(
        name = "diff",
        description = "Compare a policy with the one of the canary's latest rollout, field by field."
                + " Exits 0 when they agree, 1 when they differ.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary policy diff policies/main-ivr.yaml")
final class PolicyDiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Policy policy = PolicyYaml.read(file);
        Policy running;
        try (ProgressBar progress = new ProgressBar()) {
            running = server.client(progress::say)
                    .canary(policy.canary())
                    .map(CanaryView::rollout)
                    .orElseThrow(() -> CanaryStatus.unknown(policy.canary()))
                    .policy();
        }
        List<String> lines = PolicyDiff.lines(running, policy);
        PrintWriter out = spec.commandLine().getOut();
        OutputOptions.print(out, lines.isEmpty() ? List.of("no difference") : lines);
        return lines.isEmpty() ? 0 : 1;
    }
}
