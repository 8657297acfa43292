package io.flowcanary.local.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that a page names: lines of its code blocks that begin with a program or start one, and the same inline. A command's
 * form is without its comment, prompt, {@code ./} and superfluous spaces.
 */
final class DocumentedCommands {
    private static final String PROGRAM =
            "(?:\\./)?(?:flow-canary(?= [a-zC])|mvnw|docker(?= )|docker/try|podman|curl(?= )|npm|java(?= -)|gh(?="
                    + " api)|aws(?= [a-z])|\\.ci/run|local-stack/try-throttled)";
    private static final String VARIABLES = "(?:[A-Z_]+=\\S+ +)*";
    private static final Pattern LINE = Pattern.compile("^(?:\\$ |- |run: )*(" + VARIABLES + PROGRAM + "\\b.*)");
    private static final Pattern INSIDE =
            Pattern.compile("\\$\\((flow-canary [^)]*)\\)|'(flow-canary [^']*)'|\"(flow-canary [^\"]*)\"");
    private static final Pattern INLINE = Pattern.compile("^" + VARIABLES + PROGRAM + "\\b.*");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```[^\n]*\n(.*?)^ *```");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** A command as a page names it, and whether that is a line to run, or a mention in a sentence. */
    record Named(String command, boolean toRun) {}

    private DocumentedCommands() {}

    /** What a page of Markdown names, with duplicates. */
    static List<Named> ofPage(String markdown) {
        List<Named> named = new ArrayList<>();
        BLOCK.matcher(markdown).results().forEach(block -> named.addAll(ofScript(block.group(1))));
        SPAN.matcher(BLOCK.matcher(markdown).replaceAll(""))
                .results()
                .map(span -> span.group(1).replaceAll("\\s+", " "))
                .filter(text -> INLINE.matcher(text).matches())
                .flatMap(text -> alternatives(form(text)).stream())
                .forEach(text -> named.add(new Named(text, false)));
        return named;
    }

    /** What a pipeline or a shell script names. */
    static List<Named> ofScript(String script) {
        List<Named> named = new ArrayList<>();
        for (String raw : script.replaceAll("\\\\\n\\s*", "").split("\n")) {
            String line = raw.strip();
            Matcher whole = LINE.matcher(line);
            if (whole.find()) {
                named.add(new Named(form(whole.group(1)), true));
            } else if (!line.startsWith("#")) {
                INSIDE.matcher(line).results().forEach(inside -> {
                    for (int group = 1; group <= 3; group++) {
                        if (inside.group(group) != null) {
                            named.add(new Named(form(inside.group(group)), true));
                        }
                    }
                });
            }
        }
        return named;
    }

    /** Each command once, with the names of the pages that name it. */
    static Map<Named, List<String>> byCommand(Map<String, List<Named>> pages) {
        Map<Named, List<String>> commands = new LinkedHashMap<>();
        pages.forEach((page, named) -> named.forEach(
                one -> commands.computeIfAbsent(one, none -> new ArrayList<>()).add(page)));
        return commands;
    }

    private static String form(String text) {
        return text.replaceAll("(?<=\\s)#\\s.*$", "")
                .replaceAll("(?<=^| )\\./", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** {@code topics apply|check} names two. */
    private static List<String> alternatives(String text) {
        Matcher choice = Pattern.compile("(\\S+)\\|(\\S+)").matcher(text);
        if (!choice.find()) {
            return List.of(text);
        }
        List<String> all = new ArrayList<>();
        for (String one : choice.group().split("\\|")) {
            all.addAll(alternatives(text.substring(0, choice.start()) + one + text.substring(choice.end())));
        }
        return all;
    }
}
