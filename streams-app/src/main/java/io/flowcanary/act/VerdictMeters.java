package io.flowcanary.act;

import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Comparison;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What the latest verdict of each canary in this instance's care says, as figures. There is a series for each canary and, of what
 * is compared, for each guardrail of its policy: a few dozen a canary. Rates, margins and differences go from 0 to 1.
 */
final class VerdictMeters {
    private static final Duration HISTORY = Duration.ofHours(24);

    private final Map<TopicPartition, Map<String, Verdict>> latest = new HashMap<>();
    private final Map<String, Gauges> gauges = new TreeMap<>();
    private final MeterRegistry meters;
    private final Timer latency;
    private final Clock clock;

    VerdictMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        gauge("flow.canary.guardrail.rate", "ratio", "calls that are bad, of those compared");
        gauge("flow.canary.guardrail.calls", "calls", "calls that were compared");
        gauge("flow.canary.guardrail.difference", "ratio", "the canary's rate of bad calls less stable's");
        gauge("flow.canary.guardrail.margin", "ratio", "the difference that is accepted");
        gauge("flow.canary.evidence.ln", null, "natural logarithm of the evidence");
        gauge("flow.canary.evidence.needed.ln", null, "natural logarithm of the evidence that decides");
        gauge("flow.canary.late.events", "events", "events of the policy's window that came too late to be evidence");
        gauge("flow.canary.rollout.state", null, "1 for the state that the rollout is in");
        gauge("flow.canary.rollout.hold", null, "1 for each reason to hold the rollout");
        latency = Timer.builder("flow.canary.verdict.latency")
                .description("from the watermark that a verdict is based on until the verdict could be acted on")
                .serviceLevelObjectives(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(180),
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(600))
                .register(meters);
    }

    void read(TopicPartition partition, Verdict verdict) {
        latest.computeIfAbsent(partition, p -> new TreeMap<>()).put(verdict.canary(), verdict);
        Duration age = Duration.between(verdict.judgedAt(), clock.instant());
        if (!age.isNegative() && age.compareTo(HISTORY) < 0) {
            latency.record(age);
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(latest::remove);
        show();
    }

    /** Shows what was read since. */
    void show() {
        Map<String, Map<Tags, Double>> figures = new HashMap<>();
        gauges.keySet().forEach(name -> figures.put(name, new HashMap<>()));
        latest.values().forEach(verdicts -> verdicts.values().forEach(verdict -> new Figures(verdict, figures).all()));
        figures.forEach((name, ofGauge) -> gauges.get(name).setAll(ofGauge));
    }

    private void gauge(String name, String unit, String meaning) {
        gauges.put(name, new Gauges(meters, name, unit, meaning));
    }

    /** One verdict's. */
    private record Figures(Verdict verdict, Map<String, Map<Tags, Double>> figures) {
        void all() {
            add("flow.canary.rollout.state", 1, "state", verdict.state().name());
            if (verdict.verdict() == Verdict.Kind.HOLD) {
                verdict.reasons().stream()
                        .filter(reason -> reason != Verdict.Reason.IN_FORCE)
                        .forEach(reason -> add("flow.canary.rollout.hold", 1, "reason", reason.name()));
            }
            long late = verdict.versions().values().stream()
                    .mapToLong(Verdict.Figures::late)
                    .sum();
            add("flow.canary.late.events", late);
            verdict.guardrails().forEach(this::guardrail);
        }

        private void guardrail(Comparison one) {
            String metric = one.metric();
            version(metric, "stable", one.stableBad(), one.stableCalls());
            version(metric, "canary", one.canaryBad(), one.canaryCalls());
            add("flow.canary.guardrail.margin", one.margin() / 100, "metric", metric);
            if (one.difference() != null) {
                add("flow.canary.guardrail.difference", one.difference() / 100, "metric", metric);
            }
            Verdict.Evidence evidence = one.evidence();
            if (evidence != null) {
                test(metric, "harm", evidence.lnHarm(), evidence.lnHarmNeeded());
                test(metric, "non_inferiority", evidence.lnNonInferiority(), evidence.lnNonInferiorityNeeded());
            }
        }

        private void version(String metric, String version, long bad, long calls) {
            add("flow.canary.guardrail.calls", calls, "metric", metric, "version", version);
            double rate = calls == 0 ? Double.NaN : (double) bad / calls;
            add("flow.canary.guardrail.rate", rate, "metric", metric, "version", version);
        }

        private void test(String metric, String test, double evidence, double needed) {
            add("flow.canary.evidence.ln", evidence, "metric", metric, "test", test);
            add("flow.canary.evidence.needed.ln", needed, "metric", metric, "test", test);
        }

        private void add(String gauge, double value, String... tags) {
            figures.get(gauge).put(Tags.of("canary", verdict.canary()).and(tags), value);
        }
    }
}
