package io.flowcanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    static Stream<CommandLine> commands() {
        return all(FlowCanary.commandLine()).skip(1);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandsHelpEndsWithAnExampleThatIsOfIt(CommandLine command) {
        String[] footer = command.getCommandSpec().usageMessage().footer();

        assertThat(footer).as(command.getCommandName()).isNotEmpty();
        assertThat(String.join("\n", footer)).contains(command.getCommandSpec().qualifiedName());
    }

    @Test
    void theTopLevelHelpGroupsEveryCommand() {
        Cli help = Cli.run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains(
                        "Before a canary:",
                        "Steer it:",
                        "See how it stands:",
                        "Before a deployment:",
                        "Run the services:")
                .doesNotContain("On this machine:");
        FlowCanary.commandLine()
                .getSubcommands()
                .values()
                .forEach(command -> assertThat(help.out()).contains("  " + command.getCommandName() + " "));
    }

    @Test
    void completionKnowsEveryCommand() {
        Cli completion = Cli.run("completion");

        assertThat(completion.exit()).isZero();
        assertThat(completion.out()).startsWith("#!/usr/bin/env bash").contains("_complete_flow-canary");
        FlowCanary.commandLine()
                .getSubcommands()
                .keySet()
                .forEach(name -> assertThat(completion.out()).contains(name));
    }
}
