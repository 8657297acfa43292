package io.flowcanary.cli;

import io.flowcanary.judge.Judges;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Command;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Begins a rollout, and says how long its verdict will take. */
@picocli.CommandLine.Command(
        name = "start",
        description = {
            "Begin a rollout with a policy, and tell how long a verdict will take.",
            "Calls and rates are the streams service's of the last hour, unless they are given."
        })
final class StartCommand extends RolloutCommand {
    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:FLOW_CANARY_SERVER:-http://localhost:8080}",
            description = "The streams service, to ask for calls and rates. Default: ${DEFAULT-VALUE}")
    private String server;

    @Mixin
    private TrafficOptions given;

    StartCommand() {}

    StartCommand(Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        super(producers);
    }

    @Override
    Command command(String id, Clock clock) throws IOException {
        Policy policy = PolicyYaml.read(file);
        Judges.of(policy);
        try {
            traffic(policy)
                    .map(traffic -> new Forecast(policy, traffic))
                    .ifPresent(forecast -> forecast.print(
                            spec.commandLine().getOut(), spec.commandLine().getErr()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return new Command.Start(id, policy.canary(), clock.instant(), actor, reason, policy, null);
    }

    /** Empty when nobody knows: a canary can be started all the same. */
    private Optional<Traffic> traffic(Policy policy) {
        Map<Metric, Double> told = given.told();
        if (given.callsPerHour != null) {
            return Optional.of(new Traffic(given.callsPerHour, given.baselines(), "as given"));
        }
        String why;
        TalliesClient client = new TalliesClient(server);
        try {
            Optional<Traffic> counted = Traffic.counted(client.lastHour(policy.canary()), policy.versions(), told);
            if (counted.isPresent()) {
                return counted;
            }
            why = server + " has counted no call of " + policy.canary() + " with version "
                    + policy.versions().stable() + " in the last hour";
        } catch (IOException e) {
            why = e.getMessage();
        }
        spec.commandLine()
                .getErr()
                .println("no plan: " + why + "; give --calls-per-hour and --baseline, or another --server");
        return Optional.empty();
    }
}
