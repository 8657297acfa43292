package io.flowcanary.act;

import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a decision is made from, built write by write. */
final class World {
    private final List<ParameterVersion> versions = new ArrayList<>();
    private final Map<String, Intent> intents = new HashMap<>();
    private final Map<String, Long> puts = new HashMap<>();
    private Instant intentsSince = Fixtures.START.minusSeconds(7 * 86_400);
    private long lastVersion;
    private long confirmedEpoch;
    private long reported;

    /** A stranger writes, with no description or whatever one they copy. */
    World stranger(String value, String description) {
        versions.add(new ParameterVersion(versions.size() + 1L, value, description, Fixtures.START));
        return this;
    }

    World stranger(String value) {
        return stranger(value, null);
    }

    /** We set out to write. */
    World intent(String id, long epoch, int share) {
        return intent(id, "main-ivr", epoch, share);
    }

    World intent(String id, String canary, long epoch, int share) {
        intents.put(
                id,
                new Intent(
                        id,
                        Fixtures.PARAMETER,
                        canary,
                        epoch,
                        share,
                        Fixtures.at(epoch).plusSeconds(1)));
        return this;
    }

    /** What we set out to write lands. */
    World lands(String id) {
        Intent intent = intents.get(id);
        versions.add(new ParameterVersion(
                versions.size() + 1L, Integer.toString(intent.share()), Description.of(intent), intent.at()));
        return this;
    }

    /** We write, and it lands at once. */
    World ours(String id, long epoch, int share) {
        return intent(id, epoch, share).lands(id);
    }

    /** All so far was looked at and judged. */
    World judged() {
        lastVersion = versions.size();
        return this;
    }

    World confirmed(long epoch) {
        confirmedEpoch = epoch;
        return this;
    }

    /** The newest version was reported as a stranger's. */
    World reported() {
        reported = versions.size();
        return this;
    }

    /** The intents' retention has passed. */
    World intentsForgotten() {
        intents.clear();
        intentsSince = Fixtures.START.plusSeconds(30 * 86_400);
        return this;
    }

    /** Only our own answer told which version an intent made. */
    World answered(String id, long version) {
        puts.put(id, version);
        return this;
    }

    /** The oldest versions are no longer remembered. */
    World trimmed(int oldest) {
        versions.subList(0, oldest).clear();
        return this;
    }

    ShareDecision decide(Rollout wanted) {
        return ShareRule.decide(
                wanted,
                new Observed(versions),
                new Known(intents, intentsSince, lastVersion, puts, confirmedEpoch, reported));
    }
}
