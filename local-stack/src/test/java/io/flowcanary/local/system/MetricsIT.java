package io.flowcanary.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.local.compose.Monitoring;
import io.flowcanary.record.Command;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape of the running service shows, and whether dashboard and alert rules ask for what is there. */
class MetricsIT {
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\")*,?})? \\S+");
    /** A little above what was seen, with room for another library version. */
    private static final int MOST_SAMPLES = 2_500;

    private static final String CANARY_CALLS = "metric=\"abandonRate\",version=\"canary\"";

    @TempDir
    Path directory;

    @AutoClose
    private Bench bench;

    private Service streams;

    @BeforeEach
    void rollOutAndPauseOnTheWay() throws Exception {
        Recorded recorded = Recorded.hour(directory, Scenario.HEALTHY, 5, 1_000);
        bench = new Bench(directory);
        bench.aws.faults().throttleNext("PutParameter", 1);
        Clock system = Clock.systemUTC();
        Duration sinceThen = Duration.between(system.instant(), Recorded.BEGIN.plus(Duration.ofHours(1)));
        streams = bench.serve(Clock.offset(system, sinceThen), Map.of());
        bench.start(Bench.policy(Recorded.CANARY, 5, 100), Recorded.BEGIN);
        await().atMost(Bench.PATIENCE).until(() -> bench.shares().contains("5"));
        bench.send(new Command.Pause("pause", Recorded.CANARY, Recorded.BEGIN, "kim", "lunch"));
        await().atMost(Bench.PATIENCE).until(() -> bench.aws.alerts().size() == 1);
        Map<String, Object> counts = bench.bridge(recorded.file());
        Bench.awaitConsumed(streams, number(counts, "written") + 12 * number(counts, "heartbeats"));
        await().atMost(Bench.PATIENCE)
                .until(() -> value("flow_canary_guardrail_calls", CANARY_CALLS) > 0
                        && scrape().contains("flow_canary_guardrail_difference_ratio{"));
    }

    @Test
    void showsWhatTheServiceKnowsAndAllThatDashboardAndAlertRulesAskFor() {
        String scrape = scrape();
        List<String> samples =
                scrape.lines().filter(line -> !line.startsWith("#")).toList();
        Set<String> there = samples.stream()
                .map(sample -> sample.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(samples).allSatisfy(sample -> assertThat(sample).matches(SAMPLE));
        assertThat(samples).doesNotHaveDuplicates().hasSizeLessThan(MOST_SAMPLES);
        Set<String> asked = new TreeSet<>(Monitoring.metricsOfTheRules());
        asked.removeIf(Monitoring::isOfTheBridge);
        assertThat(there).containsAll(asked).containsAll(Monitoring.metricsOfTheDashboard());

        assertThat(value("flow_canary_share_wanted_ratio", "canary=\"main-ivr\""))
                .isEqualTo(0.05);
        assertThat(value("flow_canary_share_in_force_ratio", "canary=\"main-ivr\""))
                .isEqualTo(0.05);
        assertThat(value("flow_canary_rollout_hold", "reason=\"PAUSED\"")).isEqualTo(1);
        assertThat(value("flow_canary_alerts_total", "outcome=\"told\",severity=\"notice\",to=\"people\""))
                .isEqualTo(1);
        assertThat(value("flow_canary_action_failures_total", "target=\"ssm:" + LocalAwsSetup.PARAMETER + "\""))
                .isEqualTo(1);
        assertThat(value("flow_canary_guardrail_rate_ratio", CANARY_CALLS)).isBetween(0.0, 1.0);
        long counted = streams.progress().orElseThrow().events().get("counted");
        assertThat(value("flow_canary_events_total", "outcome=\"counted\"")).isEqualTo(counted);
    }

    private static long number(Map<String, Object> counts, String name) {
        return ((Number) counts.get(name)).longValue();
    }

    private double value(String name, String tags) {
        return scrape().lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(tags))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(Double.NaN);
    }

    private String scrape() {
        return streams.body("/metrics").map(String::new).orElse("");
    }
}
