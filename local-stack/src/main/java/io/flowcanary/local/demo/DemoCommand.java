package io.flowcanary.local.demo;

import io.flowcanary.cli.JudgeOption;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.gate.GateFunction;
import io.flowcanary.record.Policy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo. */
@Command(
        name = "demo",
        footerHeading = "%nExamples:%n",
        footer = {"  flow-canary demo", "  flow-canary demo --scenario hangups --until-verdict"},
        description = {
            "Run all of flow-canary on this machine and roll out a canary in a synthetic contact centre.",
            "Nothing leaves the loopback interface."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--scenario",
            defaultValue = "abandons",
            converter = ScenarioName.class,
            completionCandidates = ScenarioName.class,
            description = "What goes wrong: one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Scenario scenario;

    @Option(names = "--policy", paramLabel = "P.yaml", description = "Another policy than the example's.")
    private Path policyFile;

    @Mixin
    private JudgeOption judge;

    @Option(
            names = "--until-verdict",
            description =
                    "End when the rollout does, or when people are told why it holds; the last line is that verdict as"
                            + " JSON.")
    private boolean untilVerdict;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "End with the first figures; for what can be learned from a start.")
    private boolean rehearse;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same calls. Default: 1")
    private long seed;

    @Option(
            names = "--speed",
            defaultValue = "60",
            description = "Times real time, 1 to 120; less where the machine is slower. Default: 60")
    private double speed;

    @Option(names = "--calls-per-hour", defaultValue = "4000", description = "In the busy hour. Default: 4000")
    private double callsPerHour;

    @Option(names = "--port", defaultValue = "8080", description = "Of the HTTP API; 0 for any. Default: 8080")
    private int port;

    @Option(
            names = "--gate",
            defaultValue = "built-in",
            converter = GateName.class,
            completionCandidates = GateName.class,
            description = {
                "Where the flow's gate draws: one of ${COMPLETION-CANDIDATES}; lambda asks genesys/lambda for each call"
                        + " and needs Node 20. Default: ${DEFAULT-VALUE}"
            })
    private FlowGate gate;

    @Override
    public Integer call() throws Exception {
        if (!(speed >= 1 && speed <= 120)) {
            throw new IllegalArgumentException("--speed " + speed + ": expected 1 to 120");
        }
        if (gate == FlowGate.LAMBDA) {
            if (scenario == Scenario.CACHED_GATE || scenario == Scenario.WRONG_SPLIT) {
                throw new IllegalArgumentException("--gate lambda: the scenario " + scenario.typed()
                        + " is about a gate of its own; leave one out");
            }
            GateFunction.here();
        }
        CentreSettings settings = CentreSettings.of(scenario).withSeed(seed).withCallsPerHour(callsPerHour);
        Policy policy = policyFile == null ? CentrePolicy.example() : CentrePolicy.read(policyFile, settings);
        Demo.Until until = rehearse ? Demo.Until.FIGURES : untilVerdict ? Demo.Until.VERDICT : Demo.Until.INTERRUPT;
        return new Demo(settings, judge.in(policy), speed, port, until, gate).run();
    }
}
