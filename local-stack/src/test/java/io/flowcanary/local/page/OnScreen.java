package io.flowcanary.local.page;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Verdict;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long verdicts take from the topic to the screen. In the topic is a verdict once it is appended, before its transaction ends; on
 * the screen it is once the page has drawn it. Both by this machine's clock.
 */
final class OnScreen implements AutoCloseable {
    /** Remembers when each verdict was drawn, also where two are drawn at once. */
    private static final String WATCH = """
            window.drawn = {};
            const root = document.documentElement;
            new MutationObserver((changes) => {
              const now = Date.now();
              changes.slice(1).map((change) => change.oldValue).concat(root.dataset.verdict).forEach((id) => { window.drawn[id] ??= now; });
            }).observe(root, { attributeFilter: ["data-verdict"], attributeOldValue: true });
            """;

    private final Map<String, Long> appended = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader = new Thread(this::read, "verdicts");
    private final Browser browser;

    /** Watches the page that the browser shows. */
    OnScreen(Browser browser, String bootstrapServers) {
        this.browser = browser;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_uncommitted"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.VERDICTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        browser.run(WATCH);
        reader.start();
    }

    private void read() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> appended.put(
                                Messages.read(record.value(), Verdict.class).id(), System.currentTimeMillis()));
            }
        } catch (WakeupException e) {
            // Closed.
        } finally {
            consumer.close();
        }
    }

    /** Milliseconds of each verdict that came to the screen, the shortest first. */
    List<Long> delays() {
        Map<String, Long> drawn = browser.run("return window.drawn");
        return drawn.entrySet().stream()
                .filter(seen -> appended.containsKey(seen.getKey()))
                .map(seen -> seen.getValue() - appended.get(seen.getKey()))
                .sorted()
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reader.join();
    }
}
