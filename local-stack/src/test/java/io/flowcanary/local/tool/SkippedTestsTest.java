package io.flowcanary.local.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

    @TempDir
    Path checkout;

    @Test
    void areListedByWhatTheyNeedWithTheCommandThatGetsIt() throws IOException {
        report("local-stack", "failsafe", "a.b.PageIT", "missing here: CHROMIUM");
        report("local-stack", "failsafe", "a.b.AwsCliIT", "missing here: AWSCLI NODE");
        report("genesys", "surefire", "lambda", "missing here: NODE");
        report("topics", "surefire", "a.WindowsTest", "Disabled on operating system");

        assertThat(SkippedTests.told(SkippedTests.of(checkout, BEGIN))).contains("""
                Tests that were skipped, and what they need:
                  PageIT: Chromium
                  AwsCliIT: the AWS command line
                  AwsCliIT, lambda: Node 20 or newer with npm
                To run them too: apt-get install chromium chromium-driver awscli nodejs npm
                """);
    }

    @Test
    void ofAnEarlierBuildAreNotTold() throws IOException {
        Path report = report("local-stack", "failsafe", "a.b.PageIT", "missing here: CHROMIUM");
        Files.setLastModifiedTime(report, FileTime.from(BEGIN.minusSeconds(1)));

        assertThat(SkippedTests.told(SkippedTests.of(checkout, BEGIN))).isEmpty();
    }

    private Path report(String module, String plugin, String test, String reason) throws IOException {
        Path directory = Files.createDirectories(checkout.resolve(module + "/target/" + plugin + "-reports"));
        return Files.writeString(
                directory.resolve("TEST-" + test + ".xml"),
                "<testsuite><testcase name='' classname='" + test + "'><skipped message='" + reason
                        + "'/></testcase></testsuite>");
    }
}
