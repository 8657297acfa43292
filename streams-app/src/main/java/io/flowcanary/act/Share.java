package io.flowcanary.act;

import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.ShareTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One rollout in this instance's care, and what was seen of its parameter. For one thread. */
final class Share {
    /** Seldom enough for a topic that is kept for days, and often enough that an intent still says when we set out to write. */
    static final Duration INTENT_LASTS = Duration.ofMinutes(10);

    private final Map<String, Long> puts = new HashMap<>();
    private final Tries tries = new Tries();
    private Rollout wanted;
    private Observed observed;
    private String value;
    private boolean readable;
    private boolean lacking;
    private long lastVersion;
    private long confirmedEpoch;
    private long reported;
    private long due;
    private int failures;
    private boolean resting;
    private Intent unused;

    Share(Rollout wanted, long now) {
        this.wanted = wanted;
        due = now;
    }

    Rollout wanted() {
        return wanted;
    }

    String parameter() {
        return wanted.policy().parameter();
    }

    String target() {
        return "ssm:" + parameter();
    }

    boolean asserted() {
        return ShareRule.asserted(wanted, confirmedEpoch);
    }

    /** A new epoch is looked at right now, whatever went wrong before. */
    void wants(Rollout newer, long now) {
        if (newer.epoch() != wanted.epoch()) {
            reported = 0;
            failures = 0;
            lacking = false;
            unused = null;
            tries.end();
            due = now;
        }
        if (!newer.policy().parameter().equals(parameter())) {
            observed = null;
            value = null;
            readable = false;
            lastVersion = 0;
            unused = null;
            puts.clear();
        }
        wanted = newer;
        resting = false;
    }

    /** Nothing is to be done until something else is wanted; true when that is new. */
    boolean rest() {
        boolean fresh = !resting;
        resting = true;
        return fresh;
    }

    boolean due(long now) {
        return due - now <= 0;
    }

    long due() {
        return due;
    }

    void lookAgainAt(long tick) {
        due = tick;
    }

    /** Another failure in a row; how many there are now. */
    int failed() {
        return ++failures;
    }

    void worked() {
        failures = 0;
        tries.end();
    }

    /**
     * What is to be reported of a wanted share that is not in force, after a look that failed; empty while that is early, was
     * reported, or only reading fails.
     */
    Optional<ShareTrouble> trouble(Problem problem, Instant now, long tick) {
        return lacking || !asserted()
                ? tries.failed(problem, readable ? value : null, wanted.notInForce(), now, tick)
                : Optional.empty();
    }

    /** Whether the wanted share has been tried in vain for so long that people must know. */
    boolean lackingTooLong(long tick) {
        return wanted.notInForce() != null || tries.tooLong(tick);
    }

    /** What was observed last when the version given is still the current one; null otherwise. */
    Observed observedAt(ParameterVersion version) {
        ParameterVersion last = observed == null ? null : observed.current().orElse(null);
        return last != null && last.number() == version.number() && last.value().equals(version.value())
                ? observed
                : null;
    }

    /** The parameter's value as last read; empty when there was no such parameter, null when it was not read yet. */
    String value() {
        return value;
    }

    void read(String held) {
        value = held;
        readable = true;
    }

    void unreadable() {
        readable = false;
    }

    void observed(Observed now) {
        observed = now;
    }

    /** @param put whether the wanted share must be written */
    void judged(Observed judged, boolean put) {
        lacking = put;
        lastVersion = judged.current().map(ParameterVersion::number).orElse(0L);
    }

    /** The intent of a put that surely changed nothing: the next one may go by it, so that a long refusal leaves no long trail. */
    Optional<Intent> unused(Instant now) {
        Optional<Intent> usable = Optional.ofNullable(unused)
                .filter(intent -> now.isBefore(intent.at().plus(INTENT_LASTS)));
        unused = null;
        return usable;
    }

    void unused(Intent intent) {
        unused = intent;
    }

    void put(Intent intent, long version) {
        puts.put(intent.id(), version);
    }

    void confirmed() {
        confirmedEpoch = wanted.epoch();
    }

    void reported(long version) {
        reported = Math.max(reported, version);
    }

    Known known(Map<String, Intent> intents, Instant intentsSince) {
        return new Known(intents, intentsSince, lastVersion, puts, confirmedEpoch, reported);
    }
}
