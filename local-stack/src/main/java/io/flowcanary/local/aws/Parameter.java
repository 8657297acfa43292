package io.flowcanary.local.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SSM parameter with its newest hundred versions, oldest first; immutable.
 *
 * @param labels each with the number of the version that carries it
 */
record Parameter(String name, String type, List<ParameterVersion> versions, Map<String, Long> labels) {
    static final int VERSIONS_KEPT = 100;

    static Parameter first(String name, String type, ParameterVersion version) {
        return new Parameter(name, type, List.of(version), Map.of());
    }

    /** A labelled version is never dropped: then there can be no newer one. */
    Parameter then(ParameterVersion version) {
        int from = versions.size() < VERSIONS_KEPT ? 0 : 1;
        long oldest = versions.get(0).version();
        if (from > 0 && labels.containsValue(oldest)) {
            throw new AwsError(
                    "ParameterMaxVersionLimitExceeded",
                    "You attempted to create a new version of " + name + " by calling the PutParameter API with the"
                            + " overwrite flag. Version " + oldest + ", the oldest version, can't be deleted because it"
                            + " has a label associated with it. Move the label to another version of the parameter, and"
                            + " try again.");
        }
        List<ParameterVersion> longer = new ArrayList<>(versions.subList(from, versions.size()));
        longer.add(version);
        return new Parameter(name, type, List.copyOf(longer), labels);
    }

    Parameter labelled(Map<String, Long> newLabels) {
        return new Parameter(name, type, versions, Map.copyOf(newLabels));
    }

    List<String> labelsOf(long version) {
        return labels.entrySet().stream()
                .filter(label -> label.getValue() == version)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    ParameterVersion newest() {
        return versions.get(versions.size() - 1);
    }

    Optional<ParameterVersion> version(long number) {
        return versions.stream().filter(v -> v.version() == number).findFirst();
    }
}
