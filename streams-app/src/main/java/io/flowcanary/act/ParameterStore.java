package io.flowcanary.act;

import java.util.List;
import java.util.Optional;

/** Where the gate reads the share. Nothing here retries: a second put that nobody recorded could not be told from a stranger's. */
interface ParameterStore {

    /** The current version, without its description; empty when there is no such parameter. */
    Answer<Optional<ParameterVersion>> read(String parameter);

    /** Every version that is still remembered, oldest first; empty when there is no such parameter. */
    Answer<List<ParameterVersion>> history(String parameter);

    /**
     * Writes the parameter, whatever it holds, and creates it when it is missing.
     *
     * @return the number of the version written; after a failure the write may still happen
     */
    Answer<Long> put(String parameter, String value, String description);
}
