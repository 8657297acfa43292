package io.flowcanary.local.aws;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The queues of the account by name. A queue's URL and its ARN both end in the name. */
final class Queues {
    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);

    private final ConcurrentSkipListMap<String, Queue> queues = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private volatile boolean closed;

    Queues(Clock clock) {
        this.clock = clock;
    }

    /** Returns the queue of that name when the attributes that are asked for are those it has. */
    Queue create(String name, String arn, JsonNode attributes) {
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

    /** What EventBridge does with an event: a target that is not there loses it. */
    void deliver(String arn, String body) {
        Optional<Queue> queue = find(lastPart(arn, ':'));
        queue.ifPresentOrElse(
                q -> q.send(body, q.settings().delay()), () -> LOG.warn("an event is lost: there is no queue {}", arn));
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
