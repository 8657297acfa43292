package io.flowcanary.local.page;

import io.flowcanary.local.process.KilledJvm;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test JVM that is killed leaves no browser behind. */
@Needs(Tool.CHROMIUM)
class KilledBrowserIT {
    @TempDir
    Path directory;

    @Test
    void chromiumAndItsDriverEndWithTheTestJvm() throws Exception {
        // The reaper, the driver, and Chromium, which is several.
        KilledJvm.leavesNothing(ATest.class, directory, 4);
    }

    static final class ATest {
        public static void main(String... directory) throws Exception {
            Browser.start(Path.of(directory[0]));
            KilledJvm.ready(directory[0]);
        }
    }
}
