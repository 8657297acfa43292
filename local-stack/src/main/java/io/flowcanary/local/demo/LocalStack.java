package io.flowcanary.local.demo;

import io.flowcanary.bridge.BridgeService;
import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.local.clock.Pace;
import io.flowcanary.local.kafka.LocalKafka;
import io.flowcanary.streams.StreamsService;
import io.flowcanary.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything that flow-canary needs, in this JVM: a real broker, an AWS endpoint, and the two services between them. */
public final class LocalStack implements AutoCloseable {
    /** The region that the AWS endpoint answers for. */
    public static final String REGION = "eu-central-1";

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private LocalKafka kafka;
    private LocalAws aws;
    private LocalAwsSetup.Created created;
    private SqsClient queue;
    private BridgeService bridge;
    private StreamsService streams;
    private volatile boolean serving;

    private LocalStack() {}

    /**
     * Starts all parts.
     *
     * @param directory where broker and stores keep their data
     * @param port of the HTTP API; 0 for any
     * @param clock what everything that looks at event time goes by
     * @param overrides environment variables of the two services that differ from what suits a fast clock
     */
    public static LocalStack start(Path directory, int port, Clock clock, Map<String, String> overrides) {
        LocalStack stack = account();
        try {
            stack.startServices(directory, port, clock, overrides);
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    /** The AWS account alone: its queue already takes events, which wait there for {@link #startServices the services}. */
    static LocalStack account() {
        // The services find credentials as they would anywhere: by AWS's standard chain.
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        LocalStack stack = new LocalStack();
        try {
            stack.startAccount();
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    private void startAccount() {
        // AWS keeps the machine's time: a queue on the fast clock would hand out messages again before they are
        // deleted.
        aws = opened(LocalAws.start("127.0.0.1", 0, Clock.systemUTC()));
        created = LocalAwsSetup.on(aws.endpoint(), REGION);
        queue = opened(SqsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    /** Starts the broker and the services; parameters as for {@link #start}. */
    void startServices(Path directory, int port, Clock clock, Map<String, String> overrides) {
        kafka = opened(LocalKafka.start(directory.resolve("kafka")));
        Map<String, String> env = new HashMap<>(Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
                Map.entry("AWS_REGION", REGION),
                Map.entry("BRIDGE_HTTP_HOST", "127.0.0.1"),
                Map.entry("BRIDGE_HTTP_PORT", "0"),
                Map.entry("SQS_QUEUE_URL", created.queueUrl()),
                Map.entry("SQS_WAIT_SECONDS", "1"),
                Map.entry("SQS_RECEIVERS", "4"),
                Map.entry("STREAMS_HTTP_PORT", Integer.toString(port)),
                Map.entry("STREAMS_STATE_DIR", directory.resolve("state").toString()),
                Map.entry("ACCESS_DEVELOPMENT", "true"),
                Map.entry("STREAMS_COMMIT_INTERVAL", "200ms"),
                Map.entry("STREAMS_FLUSH_INTERVAL", "250ms"),
                // Seconds behind, the clock already runs in real time: this takes real minutes without a count, however
                // slow the machine is.
                Map.entry("STREAMS_STALE_AFTER", "15m"),
                Map.entry("SSM_READ_INTERVAL", "500ms")));
        env.putAll(overrides);
        streams = opened(StreamsService.start(StreamsSettings.from(env), clock));
        bridge = opened(BridgeService.start(BridgeSettings.from(env), clock));
        serving = true;
    }

    /** Closed with the stack, before what was opened earlier. */
    <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** The broker. */
    public LocalKafka kafka() {
        return kafka;
    }

    /** The AWS endpoint. */
    public LocalAws aws() {
        return aws;
    }

    /** Whether the services are there to be asked. */
    boolean serving() {
        return serving;
    }

    /** Whether a service has given up, as its log says. */
    boolean failed() {
        return streams.failed().isDone() || bridge.ended().isDone();
    }

    /** Events in the queue that the bridge has not handed on yet. */
    int waiting() {
        return aws.waiting(LocalAwsSetup.QUEUE);
    }

    /**
     * Takes in what a Genesys partner source sends: onto the bus, through the rule, into the queue. What is no JSON cannot
     * cross a bus; it goes into the queue as a stray message. Waits while the queue is full, so that a bridge that stands
     * does not cost all memory.
     */
    public void receive(String envelope) {
        while (waiting() >= Pace.MOST_WAITING && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        try {
            aws.putOnBus("default", envelope);
        } catch (IllegalArgumentException noJson) {
            queue.sendMessage(message -> message.queueUrl(created.queueUrl()).messageBody(envelope));
        }
    }

    /** The ARN of the topic that people are told by. */
    public String alertTopic() {
        return created.topicArn();
    }

    /** The port of the HTTP API. */
    public int port() {
        return streams.port();
    }

    /** The bridge's port. */
    public int bridgePort() {
        return bridge.port();
    }

    @Override
    public void close() {
        serving = false;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("cannot close " + part.getClass().getSimpleName() + ": " + e);
            }
        }
    }
}
