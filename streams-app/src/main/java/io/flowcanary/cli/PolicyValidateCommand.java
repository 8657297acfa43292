package io.flowcanary.cli;

import io.flowcanary.judge.Judges;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a file is a policy; asks nobody. */
@Command(
        name = "validate",
        description = "Check a policy without a server. Exits 2 with file, line and field when it is invalid.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary policy validate policies/main-ivr.yaml")
final class PolicyValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Policy policy = PolicyYaml.read(file);
        Judges.of(policy);
        spec.commandLine()
                .getOut()
                .println(file + ": valid; canary " + policy.canary() + ", steps " + policy.steps() + " %, judged by "
                        + policy.judge().json());
        return 0;
    }
}
