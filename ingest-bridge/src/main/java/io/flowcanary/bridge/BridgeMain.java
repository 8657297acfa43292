package io.flowcanary.bridge;

import io.flowcanary.settings.InvalidSettingException;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** Runs the bridge until its file ends, it cannot go on, or it is told to stop. */
public final class BridgeMain {
    private BridgeMain() {}

    /** Exits with 0 at the end of a file, 1 when the bridge cannot go on, 2 when a setting is wrong. */
    public static void main(String[] args) {
        System.exit(run());
    }

    private static int run() {
        try {
            BridgeService service = BridgeService.start(BridgeSettings.from(System.getenv()), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "bridge-stop"));
            service.ended().join();
            return 0;
        } catch (InvalidSettingException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (CompletionException e) {
            System.err.println("bridge: " + e.getCause());
            return 1;
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            System.err.println("bridge: cannot start: " + root);
            return 1;
        }
    }
}
