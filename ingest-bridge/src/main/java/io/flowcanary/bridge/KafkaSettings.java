package io.flowcanary.bridge;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How Kafka is written to.
 *
 * @param bootstrapServers where it is
 * @param deliveryTimeout how long a record is retried before its source keeps it
 * @param mostInFlight records that may wait for Kafka at once
 * @param client further client settings by Kafka's names: security, for one
 */
record KafkaSettings(String bootstrapServers, Duration deliveryTimeout, int mostInFlight, Map<String, String> client) {
    static final String CLIENT_PREFIX = "KAFKA_CLIENT_";
    static final Setting BOOTSTRAP_SERVERS =
            new Setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "host:port of one or more brokers");
    static final Setting DELIVERY_TIMEOUT = new Setting(
            "BRIDGE_DELIVERY_TIMEOUT", "2m", "how long a record is retried before it stays with its source");
    static final Setting MOST_IN_FLIGHT =
            new Setting("BRIDGE_MAX_IN_FLIGHT", "1000", "records that may wait for Kafka's acknowledgement at once");
    static final Setting CLIENT = new Setting(
            CLIENT_PREFIX + "*", "", "any Kafka client setting: KAFKA_CLIENT_SECURITY_PROTOCOL is security.protocol");
    static final List<Setting> TABLE = List.of(BOOTSTRAP_SERVERS, DELIVERY_TIMEOUT, MOST_IN_FLIGHT, CLIENT);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** How soon a topic that changed its shape is noticed, and that it has it again. */
    private static final Duration METADATA_LASTS = Duration.ofMinutes(1);

    KafkaSettings {
        client = Map.copyOf(client);
    }

    static KafkaSettings from(Environment env) {
        return new KafkaSettings(
                env.text(BOOTSTRAP_SERVERS),
                env.duration(DELIVERY_TIMEOUT, Duration.ofSeconds(10), Duration.ofHours(1)),
                (int) env.number(MOST_IN_FLIGHT, 1, 1_000_000),
                env.dotted(CLIENT_PREFIX));
    }

    /**
     * For a producer that loses and reorders nothing: those settings cannot be overridden.
     *
     * @param patience how long a send may block
     */
    Map<String, Object> producer(Duration patience) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 16);
        // zstd, not lz4: such JSON shrinks further, and at the pace of calls its extra CPU time does not show.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_LASTS.toMillis());
        config.putAll(client);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "flow-canary-bridge");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        return config;
    }

    /** For the client that asks whether Kafka is there. */
    Map<String, Object> admin() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "flow-canary-bridge-probe");
        return config;
    }

    /** Client settings may hold a password. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", client settings " + client.keySet() + "]";
    }
}
