package io.flowcanary.streams;

import io.flowcanary.access.Guard;
import io.flowcanary.act.Act;
import io.flowcanary.aws.AwsRegion;
import io.flowcanary.desk.Feed;
import io.flowcanary.desk.OrderDesk;
import io.flowcanary.metrics.Metrics;
import io.flowcanary.query.BrokerLag;
import io.flowcanary.query.SourceView;
import io.flowcanary.query.StreamShards;
import io.flowcanary.topics.TopicAdmin;
import io.flowcanary.topology.CanaryTopology;
import io.flowcanary.web.Api;
import io.flowcanary.web.Health;
import io.flowcanary.web.WebServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams service in one process: it counts, judges, acts and answers. A dead thread ends it as a whole, loudly. */
public final class StreamsService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final KafkaStreams streams;
    private final Metrics metrics = new Metrics();
    private final Act act;
    private final Feed feed;
    private final OrderDesk orders;
    private final BrokerLag lag;
    private final WebServer web;

    private StreamsService(StreamsSettings settings, Clock clock) {
        Guard guard = Guard.of(settings.access(), clock);
        Properties properties = new Properties();
        properties.putAll(settings.streams());
        streams = new KafkaStreams(CanaryTopology.build(settings.topology(), clock), properties);
        streams.setUncaughtExceptionHandler(error -> {
            fail(error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        act = Act.start(settings.act(), clock, metrics.registry(), this::fail);
        feed = Feed.start(settings.kafka());
        orders = OrderDesk.open(settings.kafka(), feed, ANSWER_WITHIN);
        lag = BrokerLag.of(settings.kafka(), settings.applicationId());
        StreamShards shards = new StreamShards(streams, settings.self());
        metrics.show(streams);
        metrics.show(() -> SourceView.here(shards, settings.topology().sourcePartitions()), clock);
        Api api = new Api(new Api.Needs(
                shards,
                settings.access().peers(),
                orders,
                feed,
                act.parameters(),
                act.targets(),
                lag,
                this::health,
                settings.topology().sourcePartitions(),
                settings.topology().assemble().lateness(),
                settings.topology().staleAfter(),
                clock));
        web = WebServer.start(settings.httpHost(), settings.httpPort(), api, guard, metrics);
    }

    /**
     * Starts the service; returns before the stream has restored its stores.
     *
     * @param clock what effects are dated by and standstill is measured by; it may run faster than the machine's
     * @throws IllegalStateException when a topic is missing or has another number of partitions
     */
    public static StreamsService start(StreamsSettings settings, Clock clock) {
        // Before anything waits for Kafka.
        AwsRegion.find(settings.act().region());
        checkTopics(settings);
        StreamsService service = new StreamsService(settings, clock);
        service.streams.start();
        LOG.info("streams service listens on port {}", service.port());
        return service;
    }

    /** The port of the HTTP server. */
    public int port() {
        return web.port();
    }

    /** Ends, exceptionally, when the service cannot go on. */
    public CompletableFuture<Void> failed() {
        return failed.copy();
    }

    /** Ends the current transaction, leaves the groups and closes everything. */
    @Override
    public void close() {
        web.close();
        orders.close();
        feed.close();
        lag.close();
        act.close();
        metrics.close();
        boolean stopped = streams.close(CloseOptions.timeout(PATIENCE));
        LOG.info(stopped ? "streams service stopped" : "the stream did not stop within {}", PATIENCE);
    }

    /** Creates nothing: a stream over topics of another shape would count into the void. */
    private static void checkTopics(StreamsSettings settings) {
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            for (TopicAdmin.Difference difference : new TopicAdmin(admin).check()) {
                if (difference.breaks()) {
                    throw new IllegalStateException(difference + "; create topics with 'flow-canary topics apply'");
                }
                LOG.warn("{}", difference);
            }
        }
    }

    private Health health() {
        Map<String, String> parts = new TreeMap<>();
        act.health()
                .targets()
                .forEach((name, target) -> parts.put(
                        name, target.ok() ? Health.OK : target.problem() + " (since " + target.since() + ")"));
        boolean running = streams.state() == KafkaStreams.State.RUNNING && !failed.isDone();
        parts.put(
                "stream",
                failed.isDone()
                        ? "it cannot go on: see the log"
                        : streams.state().name());
        return new Health(running, parts);
    }

    private void fail(Throwable error) {
        if (failed.completeExceptionally(error)) {
            LOG.error("the streams service cannot go on", error);
        }
    }
}
