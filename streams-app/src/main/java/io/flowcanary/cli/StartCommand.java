package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.judge.Judges;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.query.Traffic;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Policy.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Begins a rollout, and says how long its verdict will take. */
@Command(
        name = "start",
        description = {
            "Begin a rollout with a policy, and say how long a verdict will take.",
            "It takes calls and rates from the streams service's last hour, unless you give them.",
            "With --wait it ends like the command wait, with its exit codes: 0 promoted, 3 rolled back, 4 held past the"
                    + " deadline, 5 still undecided."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary start policies/main-ivr.yaml --reason \"new menu\"",
            "  flow-canary start policies/main-ivr.yaml --wait --timeout 5h --summary verdict.md",
            "  flow-canary start policies/main-ivr.yaml --lease 17    # ends the lease that the deployment held"
        })
final class StartCommand extends OrderCommand {
    @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
    private Path file;

    @Option(
            names = "--lease",
            paramLabel = "NUMBER",
            description = "Your lease of the deployment lock, which ends with this start.")
    private Long lease;

    @Option(names = "--wait", description = "Wait for the verdict, and report what happens meanwhile.")
    private boolean wait;

    @ArgGroup(exclusive = false, heading = "While waiting:%n")
    private WaitOptions waiting;

    @Mixin
    private TrafficOptions given;

    private Policy policy;

    @Override
    String canary() throws IOException {
        policy = PolicyYaml.read(file);
        Judges.of(policy);
        return policy.canary();
    }

    @Override
    void tell(Answer answer) {
        if (!wait || !output.json()) {
            super.tell(answer);
        }
    }

    @Override
    int after(CanaryClient client, Answer answer) throws IOException, InterruptedException {
        WaitOptions how = waiting == null ? new WaitOptions() : waiting;
        return wait ? new Awaiting(spec.commandLine(), client, output, how).until(answer.rollout()) : 0;
    }

    @Override
    void prepare(CanaryClient client) {
        if (waiting != null && !wait) {
            throw new ParameterException(spec.commandLine(), "--timeout, --every and --summary need --wait");
        }
        try {
            traffic(client)
                    .map(traffic -> new Forecast(policy, traffic))
                    .ifPresent(forecast -> forecast.print(
                            output.json()
                                    ? spec.commandLine().getErr()
                                    : spec.commandLine().getOut(),
                            spec.commandLine().getErr()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Override
    void fill(ObjectNode body) throws IOException {
        body.put("policy", Files.readString(file));
        if (lease != null) {
            body.put("lease", lease);
        }
    }

    /** Empty when nobody knows: a canary can be started all the same. */
    private Optional<Traffic> traffic(CanaryClient client) {
        Map<Metric, Double> told = given.told();
        if (given.callsPerHour != null) {
            return Optional.of(new Traffic(given.callsPerHour, given.baselines(), "as given"));
        }
        String why;
        try {
            Optional<Traffic> counted =
                    Traffic.counted(client.tallies(policy.canary(), Duration.ofHours(1)), policy.versions(), told);
            if (counted.isPresent()) {
                return counted;
            }
            why = client.server() + " has counted no call of " + policy.canary() + " with version "
                    + policy.versions().stable() + " in the last hour";
        } catch (ServerException e) {
            why = e.getMessage();
        }
        spec.commandLine().getErr().println("no plan: " + why + "; give --calls-per-hour and --baseline");
        return Optional.empty();
    }
}
