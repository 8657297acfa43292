package io.flowcanary.desk;

import io.flowcanary.record.Answer;
import io.flowcanary.record.Command;
import java.util.concurrent.CompletableFuture;

/** Where orders are given. */
public interface Orders {
    /**
     * Gives an order.
     *
     * @return the answer, once the stream has committed it, whether it followed the order or refused it; ends with
     *     {@link UnansweredOrderException} when none came in time, and with {@link io.flowcanary.query.NotReadyException} when
     *     the order was not sent because no answer could be heard
     */
    CompletableFuture<Answer> give(Command.Order order);
}
