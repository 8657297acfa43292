package io.flowcanary.topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * Every topic: this enum is the only place that knows their shape. {@code canary.commands} and {@code canary.tallies} share
 * their partition count, since one task judges a canary from both.
 */
public enum Topic {
    CONVERSATION_EVENTS(
            "genesys.conversation-events",
            12,
            "delete",
            Duration.ofDays(7),
            "what the metrics need of each conversation event, and heartbeats; by conversation"),
    TALLIES(
            "canary.tallies",
            6,
            "delete",
            Duration.ofDays(1),
            "each source partition's cumulative counts and watermark, on their way to the judge; by canary"),
    COMMANDS(
            "canary.commands",
            6,
            "delete",
            Duration.ofDays(90),
            "orders, and what was seen of the parameter; by canary"),
    ANSWERS(
            "canary.answers",
            6,
            "delete",
            Duration.ofDays(90),
            "what became of each order, and who gave it; by canary"),
    ROLLOUTS("canary.rollouts", 6, "compact", null, "the wanted share of each canary, and why; by canary"),
    VERDICTS("canary.verdicts", 6, "delete", Duration.ofDays(90), "what the judge said, minute by minute; by canary"),
    OUTCOMES(
            "canary.outcomes",
            12,
            "compact,delete",
            Duration.ofDays(30),
            "what became of each ended conversation; by conversation"),
    INTENTS(
            "canary.intents",
            6,
            "delete",
            Duration.ofDays(7),
            "each write of a parameter, before it is made; by parameter"),
    DEAD_LETTERS(
            "canary.dead-letters",
            3,
            "delete",
            Duration.ofDays(30),
            "records that could not be used, with reason and origin; no personal data");

    /**
     * A system property that caps the partitions of every topic, for everything in this JVM. One machine that plays all parts
     * by itself, as in the demo, starts and runs cheaper with few. Read once, before the first topic is named.
     */
    public static final String MOST_PARTITIONS = "flow-canary.most-partitions";

    private static final int MOST = Integer.getInteger(MOST_PARTITIONS, Integer.MAX_VALUE);

    private final String topicName;
    private final int partitions;
    private final String cleanup;
    private final Duration retention;
    private final String meaning;

    Topic(String topicName, int partitions, String cleanup, Duration retention, String meaning) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.retention = retention;
        this.meaning = meaning;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The number of partitions; raising it is a migration, since keys move. */
    public int partitions() {
        return Math.min(partitions, MOST);
    }

    /** The partition of the records with this key: the one that Kafka's own producer takes while the topic has its shape. */
    public int partitionOf(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions();
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** The settings that the broker must hold, by Kafka's names. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        config.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : Long.toString(retention.toMillis()));
        return config;
    }
}
