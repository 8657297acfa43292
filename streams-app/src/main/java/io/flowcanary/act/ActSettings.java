package io.flowcanary.act;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What the effects need to know of their surroundings.
 *
 * @param bootstrap the brokers
 * @param kafka further client properties, such as those of security; what this package depends on cannot be overridden
 * @param endpoint instead of AWS's own endpoints; null for those
 * @param region null for AWS's standard chain
 * @param pageUrl where the page is, without a path; null leaves the link out of alerts
 * @param readInterval real time between two looks at a parameter; at most 5 s keeps the promise of a quick repair
 * @param holdDigest event time after which people are told again that a rollout still holds
 * @param sessionTimeout after which the group takes a silent instance for dead
 */
public record ActSettings(
        String bootstrap,
        Map<String, String> kafka,
        URI endpoint,
        String region,
        String pageUrl,
        Duration readInterval,
        Duration holdDigest,
        Duration sessionTimeout) {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(2);

    public ActSettings {
        Objects.requireNonNull(bootstrap, "bootstrap");
        kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        readInterval = readInterval == null ? Duration.ofSeconds(5) : readInterval;
        holdDigest = holdDigest == null ? Duration.ofHours(4) : holdDigest;
        sessionTimeout = sessionTimeout == null ? Duration.ofSeconds(10) : sessionTimeout;
        if (readInterval.isNegative() || readInterval.isZero()) {
            throw new IllegalArgumentException("readInterval must be above 0, not " + readInterval);
        }
        if (holdDigest.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("holdDigest must be at least 1 min, not " + holdDigest);
        }
        if (sessionTimeout.compareTo(SHORTEST_SESSION) < 0) {
            throw new IllegalArgumentException("sessionTimeout must be at least 2 s, not " + sessionTimeout);
        }
    }

    /** How long after a poll this instance's claim surely still holds, less one call to AWS. */
    Duration claim() {
        return sessionTimeout.minus(callTimeout());
    }

    /** How long one call to AWS may take: shorter than the session, so that no put outlives its instance's claim. */
    Duration callTimeout() {
        Duration half = sessionTimeout.dividedBy(2);
        return half.compareTo(LONGEST_CALL) < 0 ? half : LONGEST_CALL;
    }
}
