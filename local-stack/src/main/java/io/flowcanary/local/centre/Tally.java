package io.flowcanary.local.centre;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the truth while the calls go on. Thread safe: the centre counts while others look. */
final class Tally {
    private final CentreSettings settings;
    private final Map<String, VersionTruth> versions = new TreeMap<>();
    private final Map<String, Long> conversationEvents = new TreeMap<>();
    private long calls;
    private long campaigns;
    private long duplicates;
    private long foreign;
    private long malformed;

    Tally(CentreSettings settings) {
        this.settings = settings;
    }

    synchronized void placed(Call call) {
        calls++;
        if (call.path() == CallPath.CAMPAIGN) {
            campaigns++;
            return;
        }
        VersionTruth before = entry(call);
        versions.put(key(before), before.plusStarted());
    }

    /** The call's last event is out. Without a version nobody can tell whose outcome it is. */
    synchronized void over(Call call) {
        if (call.toldVersion().isPresent()) {
            VersionTruth before = entry(call);
            versions.put(key(before), before.plus(call.outcome()));
        }
    }

    synchronized void delivered(Delivery delivery) {
        switch (delivery.kind()) {
            case CONVERSATION -> conversationEvents.merge(delivery.topic(), 1L, Long::sum);
            case DUPLICATE -> duplicates++;
            case FOREIGN -> foreign++;
            case MALFORMED -> malformed++;
        }
    }

    synchronized long calls() {
        return calls;
    }

    synchronized Truth truth() {
        return new Truth(
                List.copyOf(versions.values()),
                campaigns,
                Collections.unmodifiableMap(new TreeMap<>(conversationEvents)),
                duplicates,
                foreign,
                malformed);
    }

    private VersionTruth entry(Call call) {
        VersionTruth none = call.toldVersion()
                .map(version -> VersionTruth.none(settings.canaryName(), version))
                .orElseGet(() -> VersionTruth.none(settings.flowId().toString(), Truth.UNVERSIONED));
        return versions.getOrDefault(key(none), none);
    }

    private static String key(VersionTruth entry) {
        return entry.canary() + '\n' + entry.version();
    }
}
