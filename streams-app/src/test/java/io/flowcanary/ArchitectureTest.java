package io.flowcanary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which. */
class ArchitectureTest {
    /** A package knows only those before it. */
    private static final List<String> ORDER = List.of(
            "record",
            "topics",
            "settings",
            "aws",
            "bridge",
            "policy",
            "judge",
            "assemble",
            "tally",
            "rollout",
            "plan",
            "replay",
            "topology",
            "act",
            "access",
            "query",
            "desk",
            "metrics",
            "show",
            "web",
            "streams",
            "client",
            "setup",
            "doctor",
            "cli");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.flowcanary");

    static Stream<String> order() {
        return ORDER.stream();
    }

    @ParameterizedTest
    @MethodSource("order")
    void aPackageKnowsOnlyThoseBeforeIt(String name) {
        String[] later = IntStream.range(ORDER.indexOf(name) + 1, ORDER.size())
                .mapToObj(i -> in(ORDER.get(i)))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .allowEmptyShould(later.length == 0)
                .check(PRODUCTION);
    }

    @Test
    void everyClassIsInAPackageOfTheOrder() {
        classes()
                .that()
                .resideInAPackage("io.flowcanary..")
                .should()
                .resideInAnyPackage(ORDER.stream().map(ArchitectureTest::in).toArray(String[]::new))
                .check(PRODUCTION);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.flowcanary.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "judge", "assemble", "tally", "rollout", "plan"})
    void whatCountsAndDecidesKnowsNoBroker(String name) {
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "software.amazon..", "io.javalin..")
                .check(PRODUCTION);
    }

    @Test
    void theReplayKnowsNoStream() {
        noClasses()
                .that()
                .resideInAPackage(in("replay"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.streams..", "org.apache.kafka.clients..", in("topology"))
                .check(PRODUCTION);
    }

    @Test
    void onlyTheCommandLineKnowsTheReplay() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("replay"), in("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("replay"))
                .check(PRODUCTION);
    }

    @Test
    void nothingKnowsTheDemo() {
        noClasses().should().dependOnClassesThat().resideInAPackage(in("local")).check(PRODUCTION);
    }

    @Test
    void onlyTheCommandLineReadsTheMachinesClockItself() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCTION);
    }

    private static String in(String name) {
        return "io.flowcanary." + name + "..";
    }
}
