package io.flowcanary.local.demo;

import io.flowcanary.local.centre.Scenario;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            description = "What the new version does to callers: healthy, abandons, transfers, errors, hangups.")
    private Scenario scenario;

    @Option(names = "--until-verdict", description = "End with the rollout; the last line is its verdict as JSON.")
    private boolean untilVerdict;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed makes the same calls. Default: 1")
    private long seed;

    @Option(names = "--speed", defaultValue = "60", description = "Times real time, 1 to 120. Default: 60")
    private double speed;

    @Option(names = "--calls-per-hour", defaultValue = "20000", description = "In the busy hour. Default: 20000")
    private double callsPerHour;

    @Option(names = "--port", defaultValue = "8080", description = "Of the HTTP API; 0 for any. Default: 8080")
    private int port;

    @Override
    public Integer call() throws Exception {
        if (!(speed >= 1 && speed <= 120)) {
            throw new IllegalArgumentException("--speed " + speed + ": expected 1 to 120");
        }
        return new Demo(scenario, seed, speed, callsPerHour, port, untilVerdict).run();
    }

    /** Scenarios as people type them. */
    static final class ScenarioName implements picocli.CommandLine.ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String name) {
            return Scenario.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
