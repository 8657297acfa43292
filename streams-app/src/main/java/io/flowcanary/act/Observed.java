package io.flowcanary.act;

import java.util.List;
import java.util.Optional;

/**
 * A parameter as last looked at.
 *
 * @param versions what the store remembers, oldest first, the current one last; empty when the parameter is missing
 */
record Observed(List<ParameterVersion> versions) {
    static final Observed MISSING = new Observed(List.of());

    Observed {
        versions = List.copyOf(versions);
    }

    Optional<ParameterVersion> current() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }
}
