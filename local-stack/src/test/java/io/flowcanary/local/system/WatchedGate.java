package io.flowcanary.local.system;

import io.flowcanary.local.centre.Branch;
import io.flowcanary.local.centre.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/** A gate, and how it decided at each share: a call counts as settled once the share had been set for a while. */
final class WatchedGate implements Gate {
    private final Gate gate;
    private final IntSupplier share;
    private final long settlesAfter;
    private final Map<Integer, Map<Branch, Long>> settled = new TreeMap<>();
    private final Map<Branch, Long> all = new EnumMap<>(Branch.class);
    private int lastShare = -1;
    private long since;
    private long calls;
    private long fallbacks;

    /**
     * @param share as the parameter holds it
     * @param after how long a gate may need until it obeys
     */
    WatchedGate(Gate gate, IntSupplier share, Duration after) {
        this.gate = gate;
        this.share = share;
        settlesAfter = after.toNanos();
    }

    @Override
    public synchronized Branch branch(long index, double drawn, Instant callStart) {
        int before = share.getAsInt();
        long now = System.nanoTime();
        if (before != lastShare) {
            lastShare = before;
            since = now;
        }
        Branch branch = gate.branch(index, drawn, callStart);
        calls++;
        all.merge(branch, 1L, Long::sum);
        fallbacks = branch == Branch.FALLBACK ? fallbacks + 1 : 0;
        if (now - since > settlesAfter && branch != Branch.FALLBACK && share.getAsInt() == before) {
            settled.computeIfAbsent(before, none -> new EnumMap<>(Branch.class)).merge(branch, 1L, Long::sum);
        }
        return branch;
    }

    synchronized long calls() {
        return calls;
    }

    synchronized long fallbacksInARow() {
        return fallbacks;
    }

    synchronized SortedSet<Integer> shares() {
        return new TreeSet<>(settled.keySet());
    }

    synchronized long settled(int at) {
        return settled.getOrDefault(at, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    synchronized long settled(int at, Branch branch) {
        return settled.get(at).getOrDefault(branch, 0L);
    }

    synchronized long all(Branch branch) {
        return all.getOrDefault(branch, 0L);
    }
}
