package io.flowcanary.record;

import java.time.Instant;

/**
 * Written before each put of a parameter, so that any write of ours can be told from somebody else's.
 *
 * @param id also in the parameter's description
 * @param parameter the parameter's name; also the record's key
 * @param canary whose share it is
 * @param epoch of the rollout that wants it
 * @param share the percentage about to be written
 * @param at when
 */
public record Intent(String id, String parameter, String canary, long epoch, int share, Instant at)
        implements Message {}
