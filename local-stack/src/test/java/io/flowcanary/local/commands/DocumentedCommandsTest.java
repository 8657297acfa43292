package io.flowcanary.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.commands.DocumentedCommands.Named;
import io.flowcanary.local.docs.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that a document names is in the table of what tests run, and the table holds no other. */
class DocumentedCommandsTest {
    /** It says what once was; what it names may be gone. */
    private static final Set<String> HISTORY = Set.of("CHANGELOG.md");

    private final Map<Named, List<String>> documented = DocumentedCommands.byCommand(pages());

    @Test
    void everyDocumentedCommandIsRunOrSaidWhyNot() {
        List<String> missing = new ArrayList<>();
        documented.forEach((named, pages) -> {
            if (!isHeld(named)) {
                missing.add(named.command() + "   (" + String.join(", ", pages) + ")");
            }
        });

        assertThat(missing).as("documented, but no row of CommandTable runs it").isEmpty();
    }

    @Test
    void everyRowIsOfACommandThatADocumentNames() {
        List<String> unnamed = CommandTable.RUNS.stream()
                .flatMap(run -> run.documented().stream())
                .filter(form -> documented.keySet().stream().noneMatch(named -> names(named, form)))
                .toList();

        assertThat(unnamed)
                .as("in CommandTable, but no document names it any more")
                .isEmpty();
        assertThat(HeldElsewhere.NOT_RUN.keySet())
                .allMatch(beginning -> documented.keySet().stream()
                        .anyMatch(named -> named.command().startsWith(beginning)));
    }

    @Test
    void everyOutputThatAPageShowsIsComparedWithWhatIsPrinted() {
        List<String> compared = Stream.of(
                        CommandTable.RUNS.stream().map(CommandRun::shown).filter(Objects::nonNull),
                        HeldElsewhere.SHOWN_ELSEWHERE.keySet().stream(),
                        HeldElsewhere.NOT_COMPARED.keySet().stream())
                .flatMap(beginnings -> beginnings)
                .toList();

        assertThat(ShownBlocks.all().keySet())
                .as(
                        "a block of output that no row of CommandTable compares; a block of anything else names its language")
                .allMatch(block -> compared.stream().filter(block::startsWith).count() == 1);
        assertThat(compared)
                .as("compared, but no page shows it any more")
                .allMatch(beginning ->
                        ShownBlocks.all().keySet().stream().anyMatch(block -> block.startsWith(beginning)));
        assertThat(HeldElsewhere.SHOWN_ELSEWHERE)
                .allSatisfy((block, test) -> assertThat(Path.of("src/test/java/io/flowcanary/local", test + ".java"))
                        .content()
                        .contains("ShownBlocks.missingIn(", '"' + block + '"'));
    }

    @Test
    void aBlockThatNamesNoCommandAndNoLanguageIsOutput() {
        assertThat(ShownBlocks.ofPage("""
            ```
            ./flow-canary status main-ivr
            ```
            ```
            main-ivr  BAKING
            ```
            ```json
            {}
            ```
            ```
            bus ─▶ queue
            ```
            """)).containsExactly("main-ivr  BAKING\n");
    }

    @Test
    void noCommandIsInTwoRows() {
        assertThat(CommandTable.RUNS.stream().flatMap(run -> run.documented().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void commandsAreFoundInBlocksPipelinesAndSentences() {
        assertThat(DocumentedCommands.ofPage("""
            Run `./flow-canary topics apply|check`, and `flow-canary start … --wait`.

            ```
            $ A=b ./flow-canary plan --calls-per-hour 10   # seconds
            lease=$(flow-canary lock --canary main-ivr)
            flow-canary: it says
            curl -s \\
              $api/source
            ```
            """))
                .containsExactly(
                        new Named("A=b flow-canary plan --calls-per-hour 10", true),
                        new Named("flow-canary lock --canary main-ivr", true),
                        new Named("curl -s $api/source", true),
                        new Named("flow-canary topics apply", false),
                        new Named("flow-canary topics check", false),
                        new Named("flow-canary start … --wait", false));
    }

    private static boolean isHeld(Named named) {
        return HeldElsewhere.NOT_RUN.keySet().stream().anyMatch(named.command()::startsWith)
                || CommandTable.RUNS.stream()
                        .anyMatch(run -> run.documented().contains(named.command())
                                || !named.toRun() && run.isMeantBy(named.command()));
    }

    private static boolean names(Named named, String form) {
        return named.command().equals(form)
                || !named.toRun() && CommandRun.run(CommandRun.Lane.ALONE, form).isMeantBy(named.command());
    }

    private static Map<String, List<Named>> pages() {
        Map<String, List<Named>> pages = new TreeMap<>();
        for (Path page : Pages.all()) {
            if (!HISTORY.contains(Pages.name(page))) {
                pages.put(Pages.name(page), DocumentedCommands.ofPage(Pages.read(page)));
            }
        }
        for (Path pipeline : Pages.found(".yml").stream()
                .filter(file -> Pages.name(file).startsWith("docs/"))
                .collect(Collectors.toSet())) {
            pages.put(Pages.name(pipeline), DocumentedCommands.ofScript(Pages.read(pipeline)));
        }
        return pages;
    }
}
