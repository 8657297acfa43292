package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** The queues of the account by name. A queue's URL and its ARN both end in the name. */
final class Queues {
    private static final long NAME_PAUSE_MILLIS = 60_000;

    private final ConcurrentSkipListMap<String, Queue> queues = new ConcurrentSkipListMap<>();
    private final Map<String, Long> deletedAt = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean closed;

    Queues(Clock clock) {
        this.clock = clock;
    }

    /** Returns the queue of that name when the attributes that are asked for are those it has. */
    Queue create(String name, String arn, JsonNode attributes) {
        if (clock.millis() - deletedAt.getOrDefault(name, Long.MIN_VALUE / 2) < NAME_PAUSE_MILLIS) {
            throw SqsError.deletedRecently();
        }
        QueueSettings settings = QueueSettings.defaults().with(attributes);
        checkDeadLetters(settings);
        Queue queue = queues.computeIfAbsent(name, key -> new Queue(name, arn, settings, clock, this::bury));
        if (!queue.settings().with(attributes).equals(queue.settings())) {
            throw SqsError.otherAttributes();
        }
        if (closed) {
            queue.close();
        }
        return queue;
    }

    void checkDeadLetters(QueueSettings settings) {
        settings.redrive().ifPresent(redrive -> {
            if (find(lastPart(redrive.deadLetterArn(), ':')).isEmpty()) {
                throw Service.SQS.invalid("Value " + redrive.deadLetterArn()
                        + " for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.");
            }
        });
    }

    Optional<Queue> find(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    Queue byUrl(String url) {
        return find(lastPart(url, '/')).orElseThrow(SqsError::noQueue);
    }

    Collection<Queue> all() {
        return queues.values();
    }

    Optional<Queue> byArn(String arn) {
        return arn.startsWith("arn:aws:sqs:") ? find(lastPart(arn, ':')) : Optional.empty();
    }

    /** Its messages go with it, and nobody may take its name for a minute. */
    void delete(Queue queue) {
        queues.remove(queue.name());
        deletedAt.put(queue.name(), clock.millis());
        queue.close();
    }

    private void bury(String arn, Message message) {
        find(lastPart(arn, ':')).ifPresent(q -> q.put(message, 0));
    }

    void close() {
        closed = true;
        queues.values().forEach(Queue::close);
    }

    private static String lastPart(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
