package io.flowcanary.cli;

import io.flowcanary.assemble.ConversationPath;
import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.ConversationText;
import io.flowcanary.show.Paint;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One conversation's path. */
@Command(
        name = "conversation",
        description = "Show one conversation's path: which version it took, what became of it, and where it is counted,"
                + " or why not.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary conversation 3f2b8c1e-6a70-4d0e-9b1d-0c5a7e9f4a12")
final class ConversationCommand extends LookCommand<ConversationPath> {
    @Parameters(paramLabel = "ID", description = "The conversation's id in Genesys Cloud.")
    private String id;

    @Override
    ConversationPath ask(CanaryClient client) throws ServerException {
        return client.conversation(id)
                .orElseThrow(() -> new IllegalStateException("nothing is known about conversation " + id
                        + ": no event of it was read, or it ended days ago and was deleted"));
    }

    @Override
    List<String> lines(ConversationPath path, Paint paint) {
        return ConversationText.lines(path);
    }
}
