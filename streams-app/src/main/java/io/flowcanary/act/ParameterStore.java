package io.flowcanary.act;

import java.util.List;
import java.util.Optional;

/** Where the flow reads its share. Every method throws {@link EffectException} when the store does not do it. */
interface ParameterStore {
    /**
     * One version of a parameter.
     *
     * @param version rises with every write, by anyone
     * @param description free text; null when none was given
     */
    record Version(long version, String value, String description) {}

    /** The version in force, or empty when there is no such parameter. */
    Optional<Version> read(String parameter);

    /** The versions that the store remembers, oldest first. */
    List<Version> history(String parameter);

    /** Writes a new version. It may land later than an exception says. */
    void write(String parameter, String value, String description);
}
