package io.flowcanary.topics.reshape;

import io.flowcanary.topics.reshape.Ranges.Range;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Copies records with their keys, headers and times. */
final class RecordCopier {
    private final Map<String, Object> client;

    RecordCopier(Map<String, Object> client) {
        this.client = client;
    }

    /**
     * Where the producer would put them: by their key. Those without one, which are in every partition or have no order, go by
     * the partition that they come from.
     */
    void copyByKey(Ranges records, int partitions, String target) {
        copy(records, target, record -> record.key() == null ? record.partition() % partitions : null);
    }

    /**
     * Into the same partition, and there to the same offset.
     *
     * @param copied how many of each partition are there already
     * @param records how many of each partition there are, from the first on
     */
    void copyAlike(Map<Integer, Long> copied, Ranges records, String target) {
        Map<Integer, Range> rest = new TreeMap<>();
        records.ofPartition()
                .forEach((partition, range) ->
                        rest.put(partition, new Range(copied.getOrDefault(partition, 0L), range.until())));
        copy(new Ranges(records.topic(), rest), target, ConsumerRecord::partition);
    }

    private void copy(Ranges records, String target, Function<ConsumerRecord<byte[], byte[]>, Integer> partition) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            new InOrderOfTime(consumer, records).forEach(record -> {
                producer.send(
                        new ProducerRecord<>(
                                target,
                                partition.apply(record),
                                record.timestamp(),
                                record.key(),
                                record.value(),
                                record.headers()),
                        (metadata, error) -> failure.compareAndSet(null, error));
                if (failure.get() != null) {
                    throw failed(records, target, failure.get());
                }
            });
            producer.flush();
        }
        if (failure.get() != null) {
            throw failed(records, target, failure.get());
        }
    }

    private static IllegalStateException failed(Ranges records, String target, Exception error) {
        return new IllegalStateException(
                "cannot copy " + records.topic() + " to " + target + ": " + error.getMessage(), error);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A topic just created may refuse the first batch and take the second: the first then never fits in.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
