package io.flowcanary.topics.reshape;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.topics.reshape.Ranges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class InOrderOfTimeTest {
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @Test
    void theEarliestRecordOfAllPartitionsComesFirstAndEachKeepsItsOrder() {
        InOrderOfTime records = new InOrderOfTime(
                consumer, new Ranges("t", Map.of(0, new Range(1, 4), 1, new Range(0, 2), 2, new Range(7, 7))));
        holds(0, 1, 100);
        holds(0, 2, 90);
        holds(0, 3, 300);
        holds(0, 4, 50);
        holds(1, 0, 95);
        holds(1, 1, 200);

        List<String> seen = new ArrayList<>();
        records.forEach(record -> seen.add(record.partition() + "/" + record.offset()));

        assertThat(seen).containsExactly("1/0", "0/1", "0/2", "1/1", "0/3");
    }

    private void holds(int partition, long offset, long timestamp) {
        consumer.updateBeginningOffsets(Map.of(new TopicPartition("t", partition), 0L));
        consumer.addRecord(new ConsumerRecord<>(
                "t",
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty()));
    }
}
