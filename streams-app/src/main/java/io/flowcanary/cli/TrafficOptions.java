package io.flowcanary.cli;

import io.flowcanary.plan.Baselines;
import io.flowcanary.record.Policy.Metric;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Calls and rates as people tell them. */
final class TrafficOptions {
    @Option(
            names = "--calls-per-hour",
            paramLabel = "CALLS",
            description = "Calls of both versions that the flow takes in an hour.")
    Double callsPerHour;

    @Option(
            names = "--baseline",
            paramLabel = "METRIC=PERCENT",
            description = "The stable version's rate, for example abandonRate=8; once for each metric.")
    private Map<String, String> baselines = new LinkedHashMap<>();

    /** What was told, in percent. */
    Map<Metric, Double> told() {
        Map<Metric, Double> told = new EnumMap<>(Metric.class);
        baselines.forEach((name, rate) -> told.put(metric(name), percent(name, rate)));
        return told;
    }

    private static Metric metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.json().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--baseline " + name
                        + ": no such metric; expected one of "
                        + Arrays.stream(Metric.values()).map(Metric::json).collect(Collectors.joining(", "))));
    }

    private static double percent(String name, String rate) {
        try {
            double percent = Double.parseDouble(rate);
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "--baseline " + name + "=" + rate + " is not allowed; expected a percentage from 0 to 100");
    }

    /** What was told, and assumptions. */
    Baselines baselines() {
        return Baselines.told(told());
    }
}
