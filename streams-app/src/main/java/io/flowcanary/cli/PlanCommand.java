package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.judge.Judges;
import io.flowcanary.plan.Advice;
import io.flowcanary.plan.Harm;
import io.flowcanary.plan.Plan;
import io.flowcanary.plan.Planner;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a canary may be expected to do. */
@Command(
        name = "plan",
        footerHeading = "%nExamples:%n",
        footer = {
            "  flow-canary plan --canary main-ivr",
            "  flow-canary plan --calls-per-hour 1000 --baseline abandonRate=8",
            "  flow-canary plan --calls-per-hour 1000 --policy policies/main-ivr.yaml"
        },
        description = {
            "Estimate how long a canary takes to be promoted, or to be rolled back if it is worse, by the share it starts at.",
            "It rehearses rollouts with the real judge, on calls drawn at random."
        })
final class PlanCommand implements Callable<Integer> {
    private static final int RUNS = 50;
    private static final int SERVED_RUNS = 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--canary",
            paramLabel = "CANARY",
            description =
                    "Plan from the calls that the streams service counted in the last hour, by this canary's policy.")
    private String canary;

    @Mixin
    private ServerOptions server;

    @Mixin
    private TrafficOptions traffic;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "The share to start at. Default: the policy's first step.")
    private Integer share;

    @Option(
            names = "--policy",
            paramLabel = "P.yaml",
            description = "The policy to judge by. Default: every field's default.")
    private Path policyFile;

    @Option(
            names = "--runs",
            description = "Rehearsals behind each figure. Default: " + RUNS + ", of the service " + SERVED_RUNS)
    private Integer runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed gives the same plan. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Override
    public Integer call() throws IOException {
        if ((canary == null) == (traffic.callsPerHour == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --canary, whose calls the streams service has counted, or --calls-per-hour: how many calls"
                            + " does the flow take?");
        }
        Planned planned = canary == null ? rehearsed() : asked();
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.json) {
            out.println(Messages.json().writeValueAsString(planned));
        } else {
            out.print(new PlanTable(planned.plan, planned.share).text());
            planned.advice.forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private Planned asked() throws IOException {
        if (policyFile != null || !traffic.told().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--canary plans from counted calls and the canary's own policy: expected neither --policy"
                            + " nor --baseline with it");
        }
        try (ProgressBar bar = new ProgressBar()) {
            CanaryClient.Planned planned =
                    server.client(bar::say).plan(canary, share, runs == null ? SERVED_RUNS : runs, seed, bar::done);
            return new Planned(planned.share(), planned.plan(), planned.advice());
        }
    }

    private Planned rehearsed() throws IOException {
        Policy policy = policyFile == null ? PolicyYaml.read("canary: any") : PolicyYaml.read(policyFile);
        Judges.of(policy);
        int asked = share == null ? policy.steps().get(0) : share;
        try (ProgressBar bar = new ProgressBar()) {
            Plan plan = planner(policy, asked).plan(bar::done);
            return new Planned(asked, plan, Advice.of(plan, asked));
        }
    }

    private Planner planner(Policy policy, int asked) {
        try {
            return new Planner(
                    policy,
                    traffic.callsPerHour,
                    traffic.baselines(),
                    Planner.sharesWith(asked),
                    EnumSet.allOf(Harm.Size.class),
                    runs == null ? RUNS : runs,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The plan as JSON. */
    private record Planned(int share, Plan plan, List<String> advice) {}
}
