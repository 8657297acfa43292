package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.show.ExplainText;
import io.flowcanary.show.Paint;
import io.flowcanary.show.Status;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why a verdict is what it is. */
@Command(
        name = "explain",
        description = "Say in plain words, with numbers, why the verdict is what it is, what is missing, what the point"
                + " rule would have done, and what you can do.",
        footerHeading = "%nExamples:%n",
        footer = "  flow-canary explain main-ivr")
final class ExplainCommand extends LookCommand<Status> {
    @Parameters(paramLabel = "CANARY", description = "The canary's name.")
    private String canary;

    @Override
    Status ask(CanaryClient client) throws ServerException {
        return CanaryStatus.ask(client, canary, Clock.systemUTC())
                .filter(known -> known.rollout() != null)
                .orElseThrow(() -> CanaryStatus.unknown(canary));
    }

    @Override
    List<String> lines(Status status, Paint paint) {
        return ExplainText.lines(status, paint);
    }
}
