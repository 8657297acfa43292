package io.flowcanary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.flowcanary.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * ARCHITECTURE.md shows the packages and arrows that the compiled classes have, and the topics and processors that run. With
 * {@code FLOW_CANARY_WRITE_DOCS=1} in the environment the picture of the packages is drawn anew instead.
 */
class ArchitectureDocTest {
    private static final Path DOC = Path.of("..", "ARCHITECTURE.md");
    private static final String ROOT = "io.flowcanary.";
    private static final String BEGIN = "<!-- ArchitectureDocTest writes this picture. -->\n```mermaid\n";
    private static final String END = "```\n";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ");
    private static final Pattern PROCESSOR = Pattern.compile("Processor: (\\S+)");

    private static final Map<String, Set<String>> USES = uses();

    @Test
    void itsPictureHasThePackagesAndArrowsOfTheCompiledClasses() throws IOException {
        String doc = Files.readString(DOC);
        int begin = doc.indexOf(BEGIN) + BEGIN.length();
        int end = doc.indexOf(END, begin);
        if ("1".equals(System.getenv("FLOW_CANARY_WRITE_DOCS"))) {
            Files.writeString(DOC, doc.substring(0, begin) + picture() + doc.substring(end));
            return;
        }

        assertThat(doc.substring(begin, end)).isEqualTo(picture());
    }

    @Test
    void itsTableHasARowForEachPackage() throws IOException {
        assertThat(ROW.matcher(Files.readString(DOC)).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(USES.keySet());
    }

    @Test
    void itsWayOfTheDataNamesEveryTopicAndProcessor() throws IOException {
        String doc = Files.readString(DOC);
        String topology = Files.readString(Path.of("src", "test", "resources", "topology.txt"));

        assertThat(Arrays.stream(Topic.values()).map(Topic::topicName))
                .allSatisfy(name -> assertThat(doc).contains(name));
        assertThat(PROCESSOR.matcher(topology).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(doc).contains(name));
    }

    /** One arrow for each use, unless a longer path shows it already. */
    private static String picture() {
        StringBuilder picture = new StringBuilder("flowchart TD\n");
        USES.forEach((name, used) -> {
            Set<String> drawn = used.stream()
                    .filter(target -> used.stream()
                            .noneMatch(other ->
                                    !other.equals(target) && reachable(other).contains(target)))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!drawn.isEmpty()) {
                picture.append("    ")
                        .append(name)
                        .append(" --> ")
                        .append(String.join(" & ", drawn))
                        .append('\n');
            }
        });
        return picture.toString();
    }

    private static Set<String> reachable(String name) {
        Set<String> all = new TreeSet<>(USES.get(name));
        USES.get(name).forEach(used -> all.addAll(reachable(used)));
        return all;
    }

    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.flowcanary")) {
            Set<String> used = uses.computeIfAbsent(concept(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(ArchitectureDocTest::concept)
                    .filter(target -> !target.equals(concept(type)))
                    .forEach(used::add);
        }
        return uses;
    }

    /** The package under the root: {@code judge} of {@code io.flowcanary.judge.evidence}. */
    private static String concept(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", "");
    }
}
