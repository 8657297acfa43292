package io.flowcanary.local.demo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Gates as people type them. */
final class GateName implements ITypeConverter<FlowGate>, Iterable<String> {
    @Override
    public FlowGate convert(String name) {
        return Arrays.stream(FlowGate.values())
                .filter(gate -> typed(gate).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "': expected one of "
                        + Arrays.stream(FlowGate.values()).map(GateName::typed).collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(FlowGate.values()).map(GateName::typed).iterator();
    }

    private static String typed(FlowGate gate) {
        return gate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
