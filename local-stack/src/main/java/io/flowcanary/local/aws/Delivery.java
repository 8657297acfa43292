package io.flowcanary.local.aws;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What EventBridge does with an event for a target: what cannot be delivered goes to the target's dead letters, or is lost. */
final class Delivery implements Buses.Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Queues queues;
    private final Sns sns;
    private final ApiDestinations destinations;

    Delivery(Queues queues, Sns sns, ApiDestinations destinations) {
        this.queues = queues;
        this.sns = sns;
        this.destinations = destinations;
    }

    @Override
    public void deliver(Rule rule, Target target, String event) {
        boolean delivered = switch (target.arn().split(":", 4)[2]) {
            case "sqs" -> send(rule, target.arn(), event);
            case "sns" -> sns.deliver(target.arn(), event);
            default -> destinations.post(target.arn(), event);
        };
        if (!delivered && !send(rule, target.deadLetterArn(), event)) {
            LOG.warn("an event is lost: {} did not take it from {}", target.arn(), rule.arn());
        }
    }

    private boolean send(Rule rule, String arn, String event) {
        Optional<Queue> queue = queues.byArn(arn);
        if (queue.isEmpty() || !queue.get().policy().lets(rule.arn())) {
            return false;
        }
        queue.get().send(event, queue.get().settings().delay());
        return true;
    }
}
