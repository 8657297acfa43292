package io.flowcanary.bridge;

import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All settings of the bridge.
 *
 * @param source which of the sources is used
 * @param attributes what the gate's two attributes are called
 * @param heartbeat how often a drained source says so, in event time
 */
public record BridgeSettings(
        SourceName source,
        AttributeNames attributes,
        Duration heartbeat,
        ServerSettings server,
        KafkaSettings kafka,
        SqsSettings sqs,
        HttpSettings http,
        FileSettings file) {
    static final Setting SOURCE = new Setting("BRIDGE_SOURCE", "sqs", "where events come from: sqs, http or file");
    static final Setting VERSION_ATTRIBUTE = new Setting(
            "VERSION_ATTRIBUTE", AttributeNames.DEFAULT.version(), "the participant attribute that holds the version");
    static final Setting CANARY_ATTRIBUTE = new Setting(
            "CANARY_ATTRIBUTE",
            AttributeNames.DEFAULT.canary(),
            "the participant attribute that holds the canary's name");
    static final Setting HEARTBEAT =
            new Setting("BRIDGE_HEARTBEAT", "5s", "how often a drained source moves event time on");
    static final Setting LOG_FORMAT = new Setting("LOG_FORMAT", "text", "text, or json for one JSON object a line");

    /** The sources. */
    enum SourceName {
        SQS,
        HTTP,
        FILE
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingException naming the variable, its value and what is allowed
     */
    public static BridgeSettings from(Map<String, String> variables) {
        Environment env = new Environment(variables);
        SourceName source =
                env.choice(SOURCE, Map.of("sqs", SourceName.SQS, "http", SourceName.HTTP, "file", SourceName.FILE));
        env.choice(LOG_FORMAT, Map.of("text", true, "json", true));
        return new BridgeSettings(
                source,
                attributes(env),
                env.duration(HEARTBEAT, Duration.ofMillis(1), Duration.ofHours(1)),
                ServerSettings.from(env),
                KafkaSettings.from(env),
                SqsSettings.from(env, source == SourceName.SQS),
                HttpSettings.from(env, source == SourceName.HTTP),
                FileSettings.from(env));
    }

    /** Every variable with its default and meaning, in the order of the documentation. */
    public static List<Setting> table() {
        return Stream.of(
                        List.of(SOURCE, VERSION_ATTRIBUTE, CANARY_ATTRIBUTE, HEARTBEAT, LOG_FORMAT),
                        ServerSettings.TABLE,
                        KafkaSettings.TABLE,
                        SqsSettings.TABLE,
                        HttpSettings.TABLE,
                        FileSettings.TABLE)
                .flatMap(List::stream)
                .toList();
    }

    private static AttributeNames attributes(Environment env) {
        String version = env.text(VERSION_ATTRIBUTE);
        if (version.equals(env.text(CANARY_ATTRIBUTE))) {
            throw new InvalidSettingException(
                    CANARY_ATTRIBUTE.name(), version, "another attribute than " + VERSION_ATTRIBUTE.name());
        }
        return new AttributeNames(version, env.text(CANARY_ATTRIBUTE));
    }
}
