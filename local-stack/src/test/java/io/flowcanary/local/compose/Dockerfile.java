package io.flowcanary.local.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A module's {@code Dockerfile}, as far as these tests need to understand it.
 *
 * @param module the directory that it stands in
 */
record Dockerfile(String module, List<Stage> stages) {
    /**
     * What follows one {@code FROM}.
     *
     * @param name what later stages call it, or empty
     */
    record Stage(String image, String name, List<Instruction> instructions) {
        Stream<Instruction> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword().equals(keyword));
        }
    }

    /**
     * One instruction, without comments, on one line.
     *
     * @param flags the words in front that begin with two dashes
     * @param rest what follows them
     */
    record Instruction(String keyword, List<String> flags, String rest) {
        List<String> words() {
            return List.of(rest.split("\\s+"));
        }

        boolean isExecForm() {
            return rest.startsWith("[");
        }

        /** The words of the exec form. */
        List<String> command() {
            return JsonMapper.shared()
                    .readTree(rest)
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
        }

        /** What a copy takes. */
        List<String> sources() {
            return words().subList(0, words().size() - 1);
        }

        /** Where a copy takes it to. */
        String target() {
            return words().get(words().size() - 1);
        }

        /** The stage that a copy takes it from; empty for the checkout. */
        String from() {
            return flags.stream()
                    .filter(flag -> flag.startsWith("--from="))
                    .map(flag -> flag.substring("--from=".length()))
                    .findFirst()
                    .orElse("");
        }
    }

    static Dockerfile of(String module) {
        return parse(module, Checkout.text(module + "/Dockerfile"));
    }

    static Dockerfile parse(String module, String text) {
        String joined = text.lines()
                .filter(line -> !line.strip().startsWith("#") && !line.isBlank())
                .collect(Collectors.joining("\n"))
                .replaceAll("\\\\\\s*\\n\\s*", "");
        List<Stage> stages = new ArrayList<>();
        joined.lines().map(Dockerfile::instruction).forEach(instruction -> {
            if (instruction.keyword().equals("FROM")) {
                List<String> words = instruction.words();
                stages.add(new Stage(words.get(0), words.size() > 2 ? words.get(2) : "", new ArrayList<>()));
            } else {
                stages.get(stages.size() - 1).instructions().add(instruction);
            }
        });
        return new Dockerfile(module, stages);
    }

    Stage build() {
        return stages.get(0);
    }

    Stage last() {
        return stages.get(stages.size() - 1);
    }

    /** What it takes from the checkout. */
    List<String> sources() {
        return stages.stream()
                .flatMap(stage -> stage.all("COPY"))
                .filter(copy -> copy.from().isEmpty())
                .flatMap(copy -> copy.sources().stream())
                .toList();
    }

    private static Instruction instruction(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        String rest = parts[1];
        List<String> flags = new ArrayList<>();
        while (rest.startsWith("--")) {
            String[] flag = rest.split("\\s+", 2);
            flags.add(flag[0]);
            rest = flag[1];
        }
        return new Instruction(parts[0].toUpperCase(Locale.ROOT), flags, rest);
    }

    @Override
    public String toString() {
        return module;
    }
}
