package io.flowcanary.cli;

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
import java.util.TreeSet;
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
            "  flow-canary plan --calls-per-hour 1000 --baseline abandonRate=8",
            "  flow-canary plan --calls-per-hour 1000 --policy policies/main-ivr.yaml"
        },
        description = {
            "Tell how long a canary will take to be promoted, or to go back when it is worse, by the share it starts at.",
            "Rollouts are rehearsed with the real judge on calls that are drawn by chance."
        })
final class PlanCommand implements Callable<Integer> {
    private static final List<Integer> SHARES = List.of(5, 10, 20, 30, 50);

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrafficOptions traffic;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            description = "The share it is meant to start at. Default: the policy's first step.")
    private Integer share;

    @Option(
            names = "--policy",
            paramLabel = "P.yaml",
            description = "The policy to judge by. Default: every field's default.")
    private Path policyFile;

    @Option(
            names = "--runs",
            defaultValue = "50",
            description = "Rehearsals behind each figure. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Equal seeds give equal plans. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Output output;

    @Override
    public Integer call() throws IOException {
        Policy policy = policyFile == null ? PolicyYaml.read("canary: any") : PolicyYaml.read(policyFile);
        Judges.of(policy);
        int asked = share == null ? policy.steps().get(0) : share;
        Plan plan;
        try (ProgressBar bar = new ProgressBar()) {
            plan = planner(policy, asked).plan(bar::done);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> advice = Advice.of(plan, asked);
        if (output == Output.json) {
            out.println(Messages.json().writeValueAsString(new Planned(plan, advice)));
        } else {
            out.print(new PlanTable(plan, asked).text());
            advice.forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private Planner planner(Policy policy, int asked) {
        if (traffic.callsPerHour == null) {
            throw new ParameterException(
                    spec.commandLine(), "--calls-per-hour is missing: how many calls does the flow take?");
        }
        try {
            TreeSet<Integer> shares = new TreeSet<>(SHARES);
            shares.add(asked);
            return new Planner(
                    policy,
                    traffic.callsPerHour,
                    traffic.baselines(),
                    shares,
                    EnumSet.allOf(Harm.Size.class),
                    runs,
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The plan as JSON. */
    private record Planned(Plan plan, List<String> advice) {}
}
