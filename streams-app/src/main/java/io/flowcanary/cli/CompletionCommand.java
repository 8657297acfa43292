package io.flowcanary.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completion for shells. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options, for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = "  source <(flow-canary completion)")
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(all.getCommandName(), all));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
