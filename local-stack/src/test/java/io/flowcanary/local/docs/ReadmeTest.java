package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.settings.Setting;
import io.flowcanary.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README says what the code does. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./flow-canary ([a-z-]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)h][^)]*)\\)");

    private final String readme = read(ROOT.resolve("README.md"));

    @Test
    void itsTableOfTheBridgesSettingsIsTheCodes() {
        assertThat(readme).contains(table(BridgeSettings.table()));
    }

    @Test
    void itsTableOfTheStreamsServicesSettingsIsTheCodes() {
        assertThat(readme).contains(table(StreamsSettings.table()));
    }

    @Test
    void everyCommandInItExists() {
        Matcher commands = COMMAND.matcher(readme);

        assertThat(commands.results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(LocalFlowCanary.commandLine().getSubcommands())
                        .containsKey(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "RATIONALE.md",
                "docs/API.md",
                "docs/CLI.md",
                "docs/DEMO.md",
                "docs/DEPLOYMENT_GATE.md",
                "docs/GUIDE.md",
                "docs/JUDGE.md",
                "docs/OPERATIONS.md",
                "docs/PAGE.md",
                "docs/PIPELINES.md",
                "docs/SETUP.md",
                "genesys/README.md"
            })
    void everyFileThatAPageLinksToExists(String page) {
        Path at = ROOT.resolve(page);

        assertThat(LINK.matcher(read(at)).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(at.resolveSibling(link.replaceFirst("#.*", "")))
                        .exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"main-ivr.yaml", "guide.yaml"})
    void theExamplePoliciesAreValid(String file) throws IOException {
        assertThat(PolicyYaml.read(ROOT.resolve("policies").resolve(file)).canary())
                .isEqualTo("main-ivr");
    }

    static String table(List<Setting> settings) {
        return settings.stream()
                .map(setting -> "| `" + setting.name() + "` | "
                        + (setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`") + " | "
                        + setting.meaning() + " |")
                .collect(Collectors.joining("\n", "| variable | default | meaning |\n|---|---|---|\n", "\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
