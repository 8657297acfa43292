package io.flowcanary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.local.centre.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "record", "play"})
    void theHelpNamesEveryScenario(String command) {
        CommandLine sub = LocalFlowCanary.commandLine().getSubcommands().get(command);

        assertThat(sub.getUsageMessage().replaceAll("\\s+", " "))
                .contains("healthy, abandons, transfers, errors, hangups, drift, cached-gate, wrong-split");
        assertThat(Scenario.values()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "record"})
    void anUnknownScenarioIsRefusedWithTheNamesThatThereAre(String command) {
        assertThat(run(command, "--scenario", "Healthy", file("a.ndjson"))).isEqualTo(2);

        assertThat(errors.toString()).contains("'Healthy': expected one of healthy, abandons,");
    }

    @Test
    void anUnknownJudgeIsRefused() {
        assertThat(run("demo", "--judge", "jury")).isEqualTo(2);

        assertThat(errors.toString()).contains("--judge jury: expected one of threshold, evidence");
    }

    @Test
    void aRecordingTakesItsShareFromAPolicyOrFromAnOption() {
        assertThat(run("record", "--policy", "p.yaml", "--share", "5", file("a.ndjson")))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--share and --policy: expected one of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"canary: sales", "canary: main-ivr\nversions: {canary: v3}", "canary: main-ivr\nparameter: /a"})
    void aPolicyForOtherCallsIsRefused(String yaml) throws IOException {
        Path policy = Files.writeString(folder.resolve("p.yaml"), yaml);

        assertThat(run("record", "--policy", policy.toString(), file("a.ndjson")))
                .isEqualTo(2);

        assertThat(errors.toString())
                .contains(policy.toString())
                .contains("is not what the contact centre's flow goes by; expected ");
        assertThat(folder.resolve("a.ndjson")).doesNotExist();
    }

    /** picocli pairs the arguments of an annotated method wrongly once help options are added to it. */
    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandIsAClassOfItsOwn(CommandLine command) {
        assertThat(command.getCommandSpec().userObject()).isNotInstanceOf(Method.class);
    }

    static Stream<CommandLine> everyCommand() {
        return withSubcommands(LocalFlowCanary.commandLine());
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandsTest::withSubcommands));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        return LocalFlowCanary.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
