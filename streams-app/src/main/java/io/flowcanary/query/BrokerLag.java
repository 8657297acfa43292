package io.flowcanary.query;

import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The lag as the broker knows it: the end of each partition less what the group has committed. */
public final class BrokerLag implements Lag, AutoCloseable {
    private static final long RECENT = Duration.ofSeconds(1).toNanos();
    private static final int PATIENCE_MS = 2_000;

    private final Admin admin;
    private final String group;
    private Waiting last;
    private long readAt;

    private BrokerLag(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * @param kafka client settings by Kafka's names, {@code bootstrap.servers} among them
     * @param group the stream's application id
     */
    public static BrokerLag of(Map<String, String> kafka, String group) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return new BrokerLag(Admin.create(properties), group);
    }

    @Override
    public synchronized Waiting read() {
        long now = System.nanoTime();
        if (last == null || now - readAt > RECENT) {
            last = asked();
            readAt = now;
        }
        return last;
    }

    private Waiting asked() {
        try {
            return new Waiting(waiting(), null);
        } catch (ExecutionException e) {
            return new Waiting(null, "the broker says: " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            return new Waiting(null, "the broker did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Waiting(null, "interrupted");
        }
    }

    private long waiting() throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, Topic.CONVERSATION_EVENTS.partitions())
                .forEach(partition -> latest.put(
                        new TopicPartition(Topic.CONVERSATION_EVENTS.topicName(), partition), OffsetSpec.latest()));
        var ends = admin.listOffsets(latest).all();
        var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
        Map<TopicPartition, OffsetAndMetadata> committed = read.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        long waiting = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                ends.get(PATIENCE_MS, TimeUnit.MILLISECONDS).entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            waiting += Math.max(0, end.getValue().offset() - (at == null ? 0 : at.offset()));
        }
        return waiting;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
