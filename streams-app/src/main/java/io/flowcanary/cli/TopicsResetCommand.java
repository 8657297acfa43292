package io.flowcanary.cli;

import io.flowcanary.act.Act;
import io.flowcanary.streams.StreamsSettings;
import io.flowcanary.topics.reshape.ResetPlan;
import io.flowcanary.topics.reshape.TopicReset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives topics the contract's shape again. */
@Command(
        name = "reset",
        description = {
            "Give topics that have another number of partitions the contract's again; keeps every record, and the"
                    + " place of every group.",
            "Stop the bridges and the streams services first. Exits 1 when something is in the way; a reset that"
                    + " failed half way goes on where it stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary topics reset --plan", "  flow-canary topics reset --apply --yes flow-canary"})
final class TopicsResetCommand implements Callable<Integer> {
    static final class Mode {
        @Option(names = "--plan", required = true, description = "Only show what there is to do.")
        boolean plan;

        @Option(names = "--apply", required = true, description = "Do it, after asking for the application id.")
        boolean apply;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            description = "Of the streams service. Default: STREAMS_APPLICATION_ID, else flow-canary")
    private String applicationId;

    @Option(
            names = "--yes",
            paramLabel = "ID",
            description = "Do not ask: the application id, as a person would type it.")
    private String yes;

    @Option(
            names = "--quiet-for",
            defaultValue = "11s",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "How long nobody may write before it begins: over two heartbeats. Default: ${DEFAULT-VALUE}")
    private Duration quiet;

    @Override
    public Integer call() throws IOException {
        String id = applicationId != null ? applicationId : StreamsSettings.applicationId(System.getenv());
        if (yes != null && !yes.equals(id)) {
            throw new ParameterException(
                    spec.commandLine(), "--yes " + yes + ": expected the streams service's application id, " + id);
        }
        List<String> groups = new ArrayList<>(List.of(id));
        groups.addAll(Act.GROUPS);
        Map<String, Object> client = kafka.client();
        try (Admin admin = Admin.create(client)) {
            TopicReset reset = new TopicReset(admin, client, groups);
            ResetPlan plan = reset.plan();
            PrintWriter out = spec.commandLine().getOut();
            OutputOptions.print(out, plan.lines());
            if (plan.nothingToDo()) {
                return 0;
            }
            OutputOptions.print(spec.commandLine().getErr(), plan.obstacles());
            if (!plan.obstacles().isEmpty() || mode.apply && yes == null && !confirmed(id)) {
                return 1;
            }
            if (mode.apply) {
                reset.apply(plan, quiet, step -> OutputOptions.print(out, List.of(step)));
            }
            return 0;
        }
    }

    private boolean confirmed(String id) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        err.print("Type " + id + " to do this: ");
        err.flush();
        if (id.equals(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine())) {
            return true;
        }
        OutputOptions.print(err, List.of("nothing was changed"));
        return false;
    }
}
