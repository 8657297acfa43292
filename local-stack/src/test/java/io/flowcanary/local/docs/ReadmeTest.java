package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.centre.Scenario;
import io.flowcanary.policy.PolicyYaml;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README and the pages promise, and that the README stays short. */
class ReadmeTest {
    private static final int MOST_WORDS = 1_000;

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
    @ValueSource(strings = {"main-ivr.yaml", "guide.yaml"})
    void theExamplePoliciesAreValid(String file) throws IOException {
        assertThat(PolicyYaml.read(Pages.ROOT.resolve("policies").resolve(file)).canary())
                .isEqualTo("main-ivr");
    }
}
