package io.flowcanary;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.GenesysFigures;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.tally.VersionTally;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/METRICS.md has a row for each metric and each field that is kept, and no other; its tests exist. */
class MetricsDocTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9.]+)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

    private final Map<String, List<String[]>> tables = tables();

    @Test
    void hasARowForEachMetricOfAPolicy() {
        assertThat(names("The rates that are judged"))
                .containsExactlyElementsOf(Arrays.stream(Policy.Metric.values())
                        .map(Policy.Metric::json)
                        .toList());
    }

    @Test
    void hasARowForEachFigureOfTheApiAndOfVerdicts() {
        Set<String> figures = new LinkedHashSet<>(components(VersionTally.class));
        figures.addAll(components(Verdict.Figures.class));

        assertThat(names("The counts and times that are shown")).containsExactlyInAnyOrderElementsOf(figures);
    }

    @Test
    void hasARowForEachCountThatIsAsGenesysReportsIt() {
        assertThat(names("As Genesys reports it")).isEqualTo(components(GenesysFigures.class));
    }

    @Test
    void namesTheKeysByWhichAPolicyCountsOtherwise() {
        assertThat(components(Policy.class)).containsAll(names("What a policy may count otherwise"));
    }

    @Test
    void hasEachFieldThatTheBridgeKeepsAndNoOther() {
        assertThat(names("What the bridge keeps of an event")).isEqualTo(components(ConversationEvent.class));
    }

    @Test
    void hasTheDefaultMaturities() {
        Policy defaults = PolicyYaml.read("canary: a");
        for (String[] row : tables.get("The rates that are judged")) {
            String metric = codes(row[0]).get(0);
            defaults.guardrails().stream()
                    .filter(guardrail -> guardrail.metric().json().equals(metric))
                    .forEach(guardrail -> assertThat(row[4])
                            .as(metric)
                            .isEqualTo(guardrail.maturity().toMinutes() + " min"));
        }
    }

    @Test
    void eachRowOfAMetricNamesATestThatExists() throws IOException {
        Map<String, String> sources = tests();
        for (Map.Entry<String, List<String[]>> table : tables.entrySet()) {
            if (table.getKey().startsWith("What the bridge keeps")) {
                continue;
            }
            for (String[] row : table.getValue()) {
                Matcher test = TEST.matcher(row[row.length - 1]);
                assertThat(test.matches()).as("the test of " + row[0]).isTrue();
                assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group(1))
                        .contains("void " + test.group(2) + "(");
            }
        }
    }

    private List<String> names(String table) {
        return tables.get(table).stream().flatMap(row -> codes(row[0]).stream()).toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("streams-app/src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), MetricsDocTest::text));
        }
    }

    /** The rows of each table, without head, by the heading above it. */
    private static Map<String, List<String[]>> tables() {
        Map<String, List<String[]>> tables = new TreeMap<>();
        String heading = "";
        for (String line : text(ROOT.resolve("docs/METRICS.md")).lines().toList()) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            } else if (line.startsWith("| ")) {
                String[] cells = Arrays.stream(
                                line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toArray(String[]::new);
                tables.computeIfAbsent(heading, none -> new ArrayList<>()).add(cells);
            }
        }
        tables.values().forEach(rows -> rows.remove(0));
        return tables;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
