package io.flowcanary.access;

import java.util.Objects;

/**
 * Somebody who showed who they are.
 *
 * @param name as it stands in the history of what they order
 * @param role what they may do
 */
record Caller(String name, Role role) {
    Caller {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
    }
}
