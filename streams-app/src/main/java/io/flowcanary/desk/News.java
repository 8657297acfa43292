package io.flowcanary.desk;

import io.flowcanary.record.Message;
import java.util.function.Consumer;

/** Answers, rollouts and verdicts of every canary, as the stream commits them. */
public interface News {
    /**
     * Listens to every message from now on, on the news' own thread: a listener must neither wait nor throw.
     *
     * @return ends the listening
     */
    Runnable listen(Consumer<Message> listener);
}
