package io.flowcanary.streams;

import io.flowcanary.access.AccessSettings;
import io.flowcanary.act.ActSettings;
import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Setting;
import io.flowcanary.topics.Topic;
import io.flowcanary.topology.TopologySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * All that the streams service can be told.
 *
 * @param kafka client settings by Kafka's names, {@code bootstrap.servers} among them
 * @param applicationId the name of the group, its stores and their changelogs
 * @param stateDirectory where stores are kept; losing it costs a restoration, nothing else
 * @param self where other instances reach this one
 * @param httpHost address to listen on
 * @param httpPort port to listen on; 0 for any
 */
public record StreamsSettings(
        Map<String, String> kafka,
        String applicationId,
        Path stateDirectory,
        HostInfo self,
        String httpHost,
        int httpPort,
        int threads,
        int standbys,
        Duration commitInterval,
        long cacheBytes,
        TopologySettings topology,
        ActSettings act,
        AccessSettings access) {
    static final Setting BOOTSTRAP_SERVERS =
            new Setting("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "host:port of one or more brokers");
    static final Setting CLIENT = new Setting(
            "KAFKA_CLIENT_*", "", "any Kafka client setting: KAFKA_CLIENT_SECURITY_PROTOCOL is security.protocol");
    static final Setting APPLICATION_ID = new Setting(
            "STREAMS_APPLICATION_ID", "flow-canary", "the name of the group, its stores and their changelogs");
    static final Setting STATE_DIR = new Setting("STREAMS_STATE_DIR", "state", "where stores are kept");
    static final Setting HTTP_HOST = new Setting("STREAMS_HTTP_HOST", "127.0.0.1", "the address to listen on");
    static final Setting HTTP_PORT =
            new Setting("STREAMS_HTTP_PORT", "8080", "the port to listen on; 0 for any free one");
    static final Setting SELF = new Setting(
            "STREAMS_APPLICATION_SERVER", "localhost:8080", "host:port where other instances reach this one");
    static final Setting THREADS = new Setting("STREAMS_THREADS", "1", "stream threads");
    static final Setting STANDBYS = new Setting("STREAMS_STANDBYS", "0", "copies of each store on other instances");
    static final Setting COMMIT =
            new Setting("STREAMS_COMMIT_INTERVAL", "500ms", "how often a transaction ends; results appear no sooner");
    static final Setting CACHE = new Setting("STREAMS_CACHE_MIB", "64", "memory for changes between commits");
    static final Setting FLUSH =
            new Setting("STREAMS_FLUSH_INTERVAL", "1s", "how often a task hands its sums to the judge");
    static final Setting STALE =
            new Setting("STREAMS_STALE_AFTER", "2m", "how long event time may stand still before an alert");
    static final Setting LATENESS =
            new Setting("EVENT_LATENESS", "1m", "how long after its event time an event is still in time");
    static final Setting PAGE_URL = new Setting("PAGE_URL", "http://localhost:8080", "what alerts link to");
    static final Setting HOLD_DIGEST =
            new Setting("ALERT_HOLD_DIGEST", "4h", "how often an alert says again that a canary still holds");
    static final Setting READ_INTERVAL =
            new Setting("SSM_READ_INTERVAL", "5s", "how often each parameter is read again");
    static final Setting ENDPOINT = new Setting("AWS_ENDPOINT_URL", "", "an endpoint other than AWS's own");
    static final Setting REGION = new Setting("AWS_REGION", "", "default: AWS's standard chain, as for credentials");
    static final Setting LOG_FORMAT = new Setting("LOG_FORMAT", "text", "text, or json for one JSON object a line");

    private static final List<Setting> OWN = List.of(
            BOOTSTRAP_SERVERS,
            CLIENT,
            APPLICATION_ID,
            STATE_DIR,
            HTTP_HOST,
            HTTP_PORT,
            SELF,
            THREADS,
            STANDBYS,
            COMMIT,
            CACHE,
            FLUSH,
            STALE,
            LATENESS,
            PAGE_URL,
            HOLD_DIGEST,
            READ_INTERVAL,
            ENDPOINT,
            REGION,
            LOG_FORMAT);

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TALLY_RETENTION = Duration.ofDays(7);

    /** Every variable with its default and meaning, in the order of the documentation. */
    public static List<Setting> table() {
        return Stream.concat(OWN.stream(), AccessSettings.table().stream()).toList();
    }

    /** The application id alone, also where other settings cannot be used. */
    public static String applicationId(Map<String, String> variables) {
        return new Environment(variables).text(APPLICATION_ID);
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingException naming the variable, its value and what is allowed
     */
    public static StreamsSettings from(Map<String, String> variables) {
        Environment env = new Environment(variables);
        env.choice(LOG_FORMAT, Map.of("text", true, "json", true));
        Map<String, String> kafka = new HashMap<>(env.dotted("KAFKA_CLIENT_"));
        kafka.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, env.text(BOOTSTRAP_SERVERS));
        AssembleSettings assemble = new AssembleSettings(
                env.duration(LATENESS, Duration.ofSeconds(1), Duration.ofHours(1)),
                AssembleSettings.DEFAULTS.ahead(),
                AssembleSettings.DEFAULTS.memory());
        return new StreamsSettings(
                Map.copyOf(kafka),
                env.text(APPLICATION_ID),
                Path.of(env.text(STATE_DIR)),
                self(env.text(SELF)),
                env.text(HTTP_HOST),
                (int) env.number(HTTP_PORT, 0, 65_535),
                (int) env.number(THREADS, 1, 64),
                (int) env.number(STANDBYS, 0, 5),
                env.duration(COMMIT, Duration.ofMillis(10), Duration.ofMinutes(1)),
                env.number(CACHE, 0, 65_536) << 20,
                new TopologySettings(
                        assemble,
                        Topic.CONVERSATION_EVENTS.partitions(),
                        env.duration(FLUSH, Duration.ofMillis(10), Duration.ofMinutes(1)),
                        env.duration(STALE, Duration.ofSeconds(10), Duration.ofHours(24)),
                        TALLY_RETENTION),
                new ActSettings(
                        env.text(BOOTSTRAP_SERVERS),
                        Map.copyOf(kafka),
                        endpoint(env.text(ENDPOINT)),
                        env.text(REGION).isEmpty() ? null : env.text(REGION),
                        env.text(PAGE_URL),
                        env.duration(READ_INTERVAL, Duration.ofMillis(50), Duration.ofSeconds(5)),
                        env.duration(HOLD_DIGEST, Duration.ofMinutes(1), Duration.ofDays(7)),
                        SESSION_TIMEOUT),
                AccessSettings.from(env, env.text(HTTP_HOST)));
    }

    Map<String, Object> streams() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                SESSION_TIMEOUT.toMillis());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        config.put(StreamsConfig.topicPrefix(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG), "0.1");
        config.put(StreamsConfig.producerPrefix("compression.type"), "zstd");
        // As Kafka 5 will have it, and without a warning; Kafka's own default of a topology's settings still gives one.
        config.put("processing.exception.handler.global.enabled", true);
        return config;
    }

    private static HostInfo self(String text) {
        HostInfo self = null;
        try {
            self = HostInfo.buildFromEndpoint(text);
        } catch (RuntimeException e) {
            // Said below.
        }
        if (self == null) {
            throw new InvalidSettingException(SELF.name(), text, "host:port");
        }
        return self;
    }

    private static URI endpoint(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("https?://[^\\s]+")) {
            throw new InvalidSettingException(ENDPOINT.name(), text, "an http or https URL");
        }
        return URI.create(text);
    }
}
