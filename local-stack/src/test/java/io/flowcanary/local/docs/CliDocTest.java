package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.LocalFlowCanary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * docs/CLI.md is what the commands' own help says. With {@code FLOW_CANARY_WRITE_DOCS=1} in the environment, what follows its
 * mark is written anew instead.
 */
class CliDocTest {
    private static final Path DOC = Path.of("..", "docs", "CLI.md");
    private static final String MARK = "<!-- What follows is the commands' own help; CliDocTest writes it. -->\n";
    private static final int WIDTH = 100;

    @Test
    void everyCommandAndOptionIsInItAsTheHelpSaysIt() throws IOException {
        // As main does: options are sorted by it.
        Locale.setDefault(Locale.ROOT);
        StringBuilder text = new StringBuilder();
        append(text, LocalFlowCanary.commandLine());
        String doc = Files.readString(DOC);
        int mark = doc.indexOf(MARK) + MARK.length();
        if ("1".equals(System.getenv("FLOW_CANARY_WRITE_DOCS"))) {
            Files.writeString(DOC, doc.substring(0, mark) + text);
            return;
        }

        assertThat(doc.substring(mark)).isEqualTo(text.toString());
    }

    private static void append(StringBuilder text, CommandLine command) {
        String help = command.setUsageHelpWidth(WIDTH)
                .getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .reduce("", (all, line) -> all + line + "\n");
        text.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```\n")
                .append(help)
                .append("```\n");
        command.getSubcommands().values().stream().distinct().forEach(sub -> append(text, sub));
    }
}
