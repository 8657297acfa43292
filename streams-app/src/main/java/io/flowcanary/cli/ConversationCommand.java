package io.flowcanary.cli;

import io.flowcanary.assemble.ConversationPath;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.ConversationText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One conversation's path. */
@Command(
        name = "conversation",
        description = "Show one conversation's path: which version it took, what became of it, and where it is counted,"
                + " or why not.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary conversation 3f2b8c1e-6a70-4d0e-9b1d-0c5a7e9f4a12")
final class ConversationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "ID", description = "The conversation's id, as Genesys Cloud names it.")
    private String id;

    @Override
    public Integer call() throws ServerException {
        ConversationPath path;
        try (ProgressBar progress = new ProgressBar()) {
            path = server.client(progress::say)
                    .conversation(id)
                    .orElseThrow(() -> new IllegalStateException("nothing is known of conversation " + id
                            + ": no event of it was read, or it ended days ago and is forgotten"));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.print(out, path);
        } else {
            OutputOptions.print(out, ConversationText.lines(path));
        }
        return 0;
    }
}
