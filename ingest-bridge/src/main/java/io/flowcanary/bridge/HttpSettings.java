package io.flowcanary.bridge;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.Secret;
import io.flowcanary.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * How posts are taken.
 *
 * @param keyHeader the header that carries the API key
 * @param key the API key
 * @param nextKey one that counts as well; empty when there is none
 * @param longestBody in bytes
 * @param mostRequests requests at once; more are asked to come again
 * @param acknowledgeWithin how long a request waits for Kafka
 * @param silence how long no post has to come before the source counts as drained, weakly; in event time
 */
record HttpSettings(
        String keyHeader,
        Secret key,
        Secret nextKey,
        int longestBody,
        int mostRequests,
        Duration acknowledgeWithin,
        Duration silence) {
    static final Setting KEY = new Setting(
            "BRIDGE_API_KEY", "", "the key that posts must carry, in plain text or as sha256:HEX; required for http");
    static final Setting NEXT_KEY =
            new Setting("BRIDGE_API_KEY_NEXT", "", "a second key that is also valid, while you replace the first");
    static final Setting KEY_HEADER = new Setting("BRIDGE_API_KEY_HEADER", "X-Api-Key", "the header that carries it");
    static final Setting LONGEST_BODY = new Setting("BRIDGE_HTTP_MAX_BODY", "1048576", "bytes; a longer post gets 413");
    static final Setting MOST_REQUESTS =
            new Setting("BRIDGE_HTTP_MAX_REQUESTS", "32", "posts at once; one more gets 429");
    static final Setting ACKNOWLEDGE_WITHIN = new Setting(
            "BRIDGE_HTTP_ACK_TIMEOUT", "4s", "how long a post waits for Kafka before 503; EventBridge gives up at 5 s");
    static final Setting SILENCE =
            new Setting("BRIDGE_HTTP_SILENCE", "1m", "after this long without a post, event time moves on");
    static final List<Setting> TABLE =
            List.of(KEY, NEXT_KEY, KEY_HEADER, LONGEST_BODY, MOST_REQUESTS, ACKNOWLEDGE_WITHIN, SILENCE);

    /** @param required whether posts are the source, so that there must be a key */
    static HttpSettings from(Environment env, boolean required) {
        String key = required ? env.required(KEY, "a secret of your choice: BRIDGE_SOURCE is http") : env.text(KEY);
        return new HttpSettings(
                env.text(KEY_HEADER),
                new Secret(key),
                new Secret(env.text(NEXT_KEY)),
                (int) env.number(LONGEST_BODY, 1, 64 << 20),
                (int) env.number(MOST_REQUESTS, 1, 150),
                env.duration(ACKNOWLEDGE_WITHIN, Duration.ofMillis(1), Duration.ofMinutes(1)),
                env.duration(SILENCE, Duration.ofMillis(1), Duration.ofHours(1)));
    }
}
