package io.flowcanary.act;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what is left although something else could not be closed. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void all(Runnable... closings) {
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (RuntimeException e) {
                LOG.warn("something did not close cleanly", e);
            }
        }
    }
}
