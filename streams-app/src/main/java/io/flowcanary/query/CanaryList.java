package io.flowcanary.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.SortedSet;

/**
 * The canaries of some partitions.
 *
 * @param canaries by id
 * @param partitions the partitions that were read
 * @param missing the partitions that nobody could be asked for: canaries of theirs are not in the list
 */
public record CanaryList(List<CanaryView> canaries, SortedSet<Integer> partitions, SortedSet<Integer> missing) {
    /** Whether every canary is in it. */
    @JsonIgnore
    public boolean whole() {
        return missing.isEmpty();
    }
}
