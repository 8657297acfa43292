package io.flowcanary.bridge;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Secret;
import io.flowcanary.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the queue is read.
 *
 * @param queueUrl the queue
 * @param waitSeconds how long an empty poll waits
 * @param receivers threads that poll
 * @param visibility how long a received message stays hidden before it is extended
 * @param drainMargin what is taken off before the queue is called drained, for events still on their way; in event time
 * @param access where and as whom, when not by the standard chain
 */
record SqsSettings(
        String queueUrl, int waitSeconds, int receivers, Duration visibility, Duration drainMargin, Access access) {
    static final Setting QUEUE_URL = new Setting("SQS_QUEUE_URL", "", "the queue's URL; required for sqs");
    static final Setting WAIT_SECONDS =
            new Setting("SQS_WAIT_SECONDS", "2", "how long an empty poll waits; the queue is known drained no sooner");
    static final Setting RECEIVERS = new Setting("SQS_RECEIVERS", "2", "threads that poll");
    static final Setting VISIBILITY = new Setting(
            "SQS_VISIBILITY_TIMEOUT", "30s", "how long a message stays hidden, extended while Kafka is slow");
    static final Setting DRAIN_MARGIN = new Setting(
            "SQS_DRAIN_MARGIN", "5s", "what is taken off before the queue is called drained, for events on their way");
    static final Setting ENDPOINT = new Setting("AWS_ENDPOINT_URL", "", "another endpoint than AWS's own");
    static final Setting REGION = new Setting("AWS_REGION", "", "else by AWS's standard chain");
    static final Setting ACCESS_KEY = new Setting("AWS_ACCESS_KEY_ID", "", "else by AWS's standard chain");
    static final Setting SECRET_KEY = new Setting("AWS_SECRET_ACCESS_KEY", "", "with AWS_ACCESS_KEY_ID");
    static final Setting SESSION_TOKEN = new Setting("AWS_SESSION_TOKEN", "", "with temporary keys");
    static final List<Setting> TABLE = List.of(
            QUEUE_URL,
            WAIT_SECONDS,
            RECEIVERS,
            VISIBILITY,
            DRAIN_MARGIN,
            ENDPOINT,
            REGION,
            ACCESS_KEY,
            SECRET_KEY,
            SESSION_TOKEN);

    /** Where the queue is and who asks; whatever is empty is found by AWS's standard chain. */
    record Access(Optional<URI> endpoint, String region, String keyId, Secret key, Secret sessionToken) {}

    /** @param required whether a queue is the source, so that it must be named */
    static SqsSettings from(Environment env, boolean required) {
        return new SqsSettings(
                required ? env.required(QUEUE_URL, "the queue's URL: BRIDGE_SOURCE is sqs") : env.text(QUEUE_URL),
                (int) env.number(WAIT_SECONDS, 1, 20),
                (int) env.number(RECEIVERS, 1, 32),
                env.duration(VISIBILITY, Duration.ofSeconds(3), Duration.ofHours(12)),
                env.duration(DRAIN_MARGIN, Duration.ZERO, Duration.ofHours(1)),
                new Access(
                        endpoint(env),
                        env.text(REGION),
                        env.text(ACCESS_KEY),
                        secret(env),
                        new Secret(env.text(SESSION_TOKEN))));
    }

    private static Secret secret(Environment env) {
        boolean alone = !env.text(ACCESS_KEY).isEmpty() && env.text(SECRET_KEY).isEmpty();
        if (alone) {
            throw new InvalidSettingException(SECRET_KEY.name(), null, "the secret of " + ACCESS_KEY.name());
        }
        return new Secret(env.text(SECRET_KEY));
    }

    private static Optional<URI> endpoint(Environment env) {
        String text = env.text(ENDPOINT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("https?://\\S+")) {
            throw new InvalidSettingException(ENDPOINT.name(), text, "an http or https URL");
        }
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(ENDPOINT.name(), text, "an http or https URL");
        }
    }
}
