package io.flowcanary.local.commands;

import io.flowcanary.local.commands.ShownOutput.Manner;
import io.flowcanary.local.docs.Pages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The blocks in which pages show output: those without a language that name no command and are no picture. The help in
 * docs/CLI.md is CliDocTest's.
 */
public final class ShownBlocks {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\n]*)\n(.*?)^```");
    private static final Pattern PICTURE = Pattern.compile("[─▶▼◀]");
    private static final String HELP = "<!-- What follows is the commands' own help";
    /** It says what once was. */
    private static final Set<String> HISTORY = Set.of("CHANGELOG.md");

    private ShownBlocks() {}

    /** Each block, by its page and its first line: {@code docs/PLAN.md: 1,000 calls an hour; …}. */
    static Map<String, String> all() {
        Map<String, String> blocks = new LinkedHashMap<>();
        for (Path page : Pages.all()) {
            String name = Pages.name(page);
            if (!HISTORY.contains(name)) {
                ofPage(Pages.read(page))
                        .forEach(block -> blocks.put(
                                name + ": " + block.lines().findFirst().orElse(""), block));
            }
        }
        return blocks;
    }

    static List<String> ofPage(String markdown) {
        return BLOCK.matcher(markdown.split(HELP)[0])
                .results()
                .filter(block -> block.group(1).isBlank())
                .map(block -> block.group(2))
                .filter(block -> !PICTURE.matcher(block).find())
                .filter(block -> DocumentedCommands.ofScript(block).isEmpty())
                .toList();
    }

    /**
     * The line of a block that is not printed where it should be; empty when all are.
     *
     * @param beginning of the block's name: its page, a colon and how its first line begins
     */
    public static Optional<String> missingIn(String printed, String beginning) {
        return new ShownOutput(named(beginning), Manner.LINE_BY_LINE).missingIn(printed);
    }

    /** The block whose name begins so. */
    static String named(String beginning) {
        return all().entrySet().stream()
                .filter(block -> block.getKey().startsWith(beginning))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no page shows '" + beginning + "'"));
    }
}
