package io.flowcanary.local.process;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker that fails ends its JVM, by default. Here that would be the JVM of every test that is still to come: the broker's thread
 * fails instead, and the test that needed it. In force for every test of this module.
 */
public final class NoHalt implements BeforeAllCallback {
    private static final AtomicInteger refused = new AtomicInteger();

    /** How often Kafka wanted to end this JVM. */
    public static int refused() {
        return refused.get();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Exit.setHaltProcedure(NoHalt::refuse);
        Exit.setExitProcedure(NoHalt::refuse);
    }

    private static void refuse(int status, String message) {
        refused.incrementAndGet();
        throw new IllegalStateException("Kafka wanted to end the JVM with " + status + ": " + message);
    }
}
