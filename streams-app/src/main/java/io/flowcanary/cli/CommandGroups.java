package io.flowcanary.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** The list of commands in the help, by what people want to do. */
final class CommandGroups {
    private static final String REST = "On this machine";
    private static final int NAME_WIDTH = 16;
    private static final int WIDTH = 80;

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Before a canary", List.of("plan", "record", "check-gate", "policy", "replay"));
        GROUPS.put("Steer it", List.of("start", "pause", "resume", "advance", "promote", "abort", "restart"));
        GROUPS.put("See how it stands", List.of("wait", "status", "explain", "history", "conversation"));
        GROUPS.put("Before a deployment", List.of("lock"));
        GROUPS.put("Set up AWS", List.of("setup", "teardown"));
        GROUPS.put("Run the services", List.of("topics", "bridge", "streams", "token", "doctor"));
        GROUPS.put("This tool", List.of("completion"));
    }

    private CommandGroups() {}

    static String render(Help help) {
        Map<String, Help> left = new LinkedHashMap<>();
        help.subcommands()
                .values()
                .forEach(command -> left.put(command.commandSpec().name(), command));
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((group, names) -> {
            List<Help> present = new ArrayList<>();
            names.forEach(name -> {
                Help command = left.remove(name);
                if (command != null) {
                    present.add(command);
                }
            });
            append(text, help, group, present);
        });
        append(text, help, REST, List.copyOf(left.values()));
        return text.toString();
    }

    private static void append(StringBuilder text, Help help, String group, List<Help> commands) {
        if (commands.isEmpty()) {
            return;
        }
        text.append(String.format(Locale.ROOT, "%n%s:%n", group));
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Column.Overflow.SPAN),
                new Column(WIDTH - NAME_WIDTH, 2, Column.Overflow.WRAP));
        for (Help command : commands) {
            CommandLine line = command.commandSpec().commandLine();
            String[] description = line.getCommandSpec().usageMessage().description();
            table.addRowValues(
                    help.colorScheme().commandText(line.getCommandName()),
                    help.colorScheme().text(description.length == 0 ? "" : description[0]));
        }
        text.append(table);
    }
}
