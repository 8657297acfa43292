package io.flowcanary.local.demo;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads every verdict from the topic's beginning. For one thread. */
final class VerdictFeed implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;

    VerdictFeed(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.VERDICTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has come since the last time, waiting for it at most so long. */
    List<Verdict> poll(Duration wait) {
        List<Verdict> verdicts = new ArrayList<>();
        consumer.poll(wait).forEach(record -> verdicts.add(Messages.read(record.value(), Verdict.class)));
        return verdicts;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
