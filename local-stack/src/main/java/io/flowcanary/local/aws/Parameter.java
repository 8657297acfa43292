package io.flowcanary.local.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SSM parameter with its newest hundred versions, oldest first; immutable. */
record Parameter(String name, String type, List<ParameterVersion> versions) {
    static final int VERSIONS_KEPT = 100;

    static Parameter first(String name, String type, ParameterVersion version) {
        return new Parameter(name, type, List.of(version));
    }

    Parameter then(ParameterVersion version) {
        int from = versions.size() < VERSIONS_KEPT ? 0 : 1;
        List<ParameterVersion> longer = new ArrayList<>(versions.subList(from, versions.size()));
        longer.add(version);
        return new Parameter(name, type, List.copyOf(longer));
    }

    ParameterVersion newest() {
        return versions.get(versions.size() - 1);
    }

    Optional<ParameterVersion> version(long number) {
        return versions.stream().filter(v -> v.version() == number).findFirst();
    }
}
