package io.flowcanary.desk;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends orders to {@code canary.commands} and waits for each one's answer on {@code canary.answers}. */
public final class OrderDesk implements Orders, AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final BooleanSupplier hears;
    private final Duration patience;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    private record Waiting(String canary, String id, CompletableFuture<Answer> answer) {
        boolean isFor(Answer given) {
            return given.id().equals(id) && given.canary().equals(canary);
        }
    }

    /**
     * @param hears whether answers are being read
     * @param patience how long an answer may take, real time
     */
    OrderDesk(Producer<String, byte[]> producer, BooleanSupplier hears, Duration patience) {
        this.producer = producer;
        this.hears = hears;
        this.patience = patience;
    }

    /**
     * Opens the desk.
     *
     * @param kafka client settings by Kafka's names, {@code bootstrap.servers} among them
     * @param feed where answers come from; outlives the desk
     * @param patience how long an answer may take, real time
     */
    public static OrderDesk open(Map<String, String> kafka, Feed feed, Duration patience) {
        OrderDesk desk = new OrderDesk(new DeskClients(kafka).producer(), feed::reading, patience);
        feed.listen(desk::heard);
        return desk;
    }

    @Override
    public CompletableFuture<Answer> give(Command.Order order) {
        if (!hears.getAsBoolean()) {
            return CompletableFuture.failedFuture(new NotReadyException(
                    "answers cannot be read from Kafka at the moment, so the order was not sent"));
        }
        Waiting one = new Waiting(order.canary(), order.id(), new CompletableFuture<>());
        waiting.add(one);
        UnansweredOrderException late = new UnansweredOrderException(
                order.canary(), order.id(), "no answer within " + patience.toSeconds() + " s");
        CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> one.answer().completeExceptionally(late));
        send(order, one.answer());
        return one.answer().whenComplete((answer, problem) -> waiting.remove(one));
    }

    private void send(Command.Order order, CompletableFuture<Answer> answer) {
        try {
            producer.send(
                    new ProducerRecord<>(Topic.COMMANDS.topicName(), order.canary(), Messages.write(order)),
                    (metadata, problem) -> {
                        if (problem != null) {
                            answer.completeExceptionally(unsent(order, problem));
                        }
                    });
        } catch (KafkaException | IllegalStateException problem) {
            answer.completeExceptionally(unsent(order, problem));
        }
    }

    private static UnansweredOrderException unsent(Command.Order order, Exception problem) {
        return new UnansweredOrderException(
                order.canary(), order.id(), "Kafka did not acknowledge the order: " + problem.getMessage());
    }

    void heard(Message message) {
        if (message instanceof Answer answer) {
            waiting.stream()
                    .filter(one -> one.isFor(answer))
                    .forEach(one -> one.answer().complete(answer));
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
