package io.flowcanary.local.demo;

import io.flowcanary.local.centre.Scenario;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Scenarios as people type them. */
final class ScenarioName implements ITypeConverter<Scenario>, Iterable<String> {
    @Override
    public Scenario convert(String name) {
        return Scenario.ofTyped(name)
                .orElseThrow(() -> new TypeConversionException("'" + name + "': expected one of " + all()));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Scenario.values()).map(Scenario::typed).iterator();
    }

    private static String all() {
        return Arrays.stream(Scenario.values()).map(Scenario::typed).collect(Collectors.joining(", "));
    }
}
