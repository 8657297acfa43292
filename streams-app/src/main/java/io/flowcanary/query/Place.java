package io.flowcanary.query;

import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where a key's state is.
 *
 * @param partition the partition that holds the key
 * @param owner the instance that writes it
 * @param standbys instances that hold a copy
 */
public record Place(int partition, HostInfo owner, Set<HostInfo> standbys) {}
