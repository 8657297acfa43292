package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.policy.PolicyYaml;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the README and the pages promise, and that the README stays short. */
class ReadmeTest {
    private static final int MOST_WORDS = 1_000;

    static Stream<String> pages() {
        return Pages.all().stream().map(Pages::name);
    }

    @Test
    void theReadmeIsReadInFiveMinutes() {
        assertThat(new Markdown(Pages.read("README.md")).words()).isLessThanOrEqualTo(MOST_WORDS);
    }

    @Test
    void theReadmeNamesEveryScenario() {
        assertThat(Scenario.values())
                .extracting(Scenario::typed)
                .allSatisfy(name -> assertThat(Pages.read("README.md")).contains("| `" + name + "` |"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOnAPageExists(String page) {
        assertThat(new Markdown(Pages.read(page)).commands()).allSatisfy(line -> {
            CommandLine command = LocalFlowCanary.commandLine();
            for (String word : line.split(" +")) {
                if (word.startsWith("-") || command.getSubcommands().isEmpty()) {
                    return;
                }
                assertThat(command.getSubcommands()).as(line).containsKey(word);
                command = command.getSubcommands().get(word);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"main-ivr.yaml", "guide.yaml"})
    void theExamplePoliciesAreValid(String file) throws IOException {
        assertThat(PolicyYaml.read(Pages.ROOT.resolve("policies").resolve(file)).canary())
                .isEqualTo("main-ivr");
    }
}
