package io.flowcanary.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.cli.RolloutWait.Ended;
import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import io.flowcanary.show.StatusText;
import io.flowcanary.show.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;

/** What commands that wait for a verdict say, write and answer. */
final class Awaiting {
    private static final Duration LONGEST = Duration.ofDays(7);

    private final CommandLine command;
    private final CanaryClient client;
    private final OutputOptions output;
    private final WaitOptions options;

    Awaiting(CommandLine command, CanaryClient client, OutputOptions output, WaitOptions options) {
        this.command = command;
        this.client = client;
        this.output = output;
        this.options = options;
    }

    /** How it ended, for machines. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answer(Outcome outcome, Rollout rollout, Verdict verdict, CanaryTallies tallies) {}

    /** Waits for the rollout's end; the exit code. */
    int until(Rollout begun) throws IOException, InterruptedException {
        PrintWriter lines = output.json() ? command.getErr() : command.getOut();
        Ended ended =
                new RolloutWait(client, begun.canary(), options, lines, output.paint(), Clock.systemUTC()).until(begun);
        Rollout rollout = ended.status().rollout();
        Verdict verdict = ended.status().verdict();
        CanaryTallies tallies = tallies(ended);
        if (options.summary != null) {
            Files.writeString(options.summary, Summary.markdown(ended.outcome().words(), rollout, verdict, tallies));
        }
        if (output.json()) {
            output.print(command.getOut(), new Answer(ended.outcome(), rollout, verdict, tallies));
        } else {
            lines.println(begun.canary() + " is " + ended.outcome().words() + ": "
                    + StatusText.line(ended.status(), output.paint()));
        }
        return ended.outcome().exit();
    }

    /** The rollout's calls, until it ended or as far as they were judged; of a very long one the last week's. */
    private CanaryTallies tallies(Ended ended) throws ServerException {
        Rollout rollout = ended.status().rollout();
        Verdict verdict = ended.status().verdict();
        Instant last = rollout.state().active() && verdict != null ? verdict.judgedAt() : rollout.changedAt();
        Instant first = rollout.startedAt();
        Instant end = last.isAfter(first) ? last : first.plusSeconds(60);
        Instant begin = first.isBefore(end.minus(LONGEST)) ? end.minus(LONGEST) : first;
        return client.tallies(rollout.canary(), begin, end);
    }
}
