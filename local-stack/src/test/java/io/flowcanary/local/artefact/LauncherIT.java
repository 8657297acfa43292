package io.flowcanary.local.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.artefact.ShippedJar.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./flow-canary} of a checkout that has been built, which lies in a directory whose name has a space. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a script for bash")
class LauncherIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectories(directory.resolve("my checkout"));
        Files.copy(ROOT.resolve("flow-canary"), home.resolve("flow-canary"));
        assertThat(home.resolve("flow-canary").toFile().setExecutable(true)).isTrue();
        Files.copy(ROOT.resolve("pom.xml"), home.resolve("pom.xml"));
        Files.createDirectories(home.resolve("policies"));
        Files.createDirectories(home.resolve("local-stack/src/main"));
        Files.createFile(home.resolve("local-stack/pom.xml"));
        Path target = Files.createDirectories(home.resolve("local-stack/target"));
        Files.createSymbolicLink(
                target.resolve("lib"), ShippedJar.jar("local-stack").resolveSibling("lib"));
        Path jar = Files.copy(ShippedJar.jar("local-stack"), target.resolve("local-stack.jar"));
        // Later than whatever a test copies beside it.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(600)));
    }

    /** They lead out of the directory that goes with the test. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private Ran launch(Map<String, String> variables, Path launcher, String... arguments) throws InterruptedException {
        Path elsewhere = directory.resolve("elsewhere");
        if (!elsewhere.toFile().isDirectory() && !elsewhere.toFile().mkdirs()) {
            throw new IllegalStateException("cannot create " + elsewhere);
        }
        return ShippedJar.run(
                elsewhere,
                variables,
                "",
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toList());
    }

    private static Map<String, String> here() {
        return Map.of(
                "PATH",
                System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "FLOW_CANARY_JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    @Test
    void runsWhatIsBuiltFromAnyDirectory() throws Exception {
        Ran ran = launch(here(), home.resolve("flow-canary"), "token", "--role", "viewer", "--name", "reader");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out() + ran.err()).contains("viewer reader ").doesNotContain("Building");
    }

    @Test
    void runsThroughALinkOfAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("fc"), home.resolve("flow-canary"));

        Path policy = Files.copy(ROOT.resolve("policies/main-ivr.yaml"), home.resolve("policies/main ivr.yaml"));

        Ran ran = launch(here(), link, "policy", "validate", policy.toString());

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("valid; canary main-ivr");
    }

    @Test
    void saysWhereToGetOnWithoutAJdk() throws Exception {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        for (String program : new String[] {"bash", "dirname", "readlink", "sed", "env"}) {
            Files.createSymbolicLink(programs.resolve(program), found(program));
        }

        Ran none = launch(Map.of("PATH", programs.toString()), home.resolve("flow-canary"), "status");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err())
                .isEqualTo("flow-canary needs a JDK 17 or newer, and there is no java on the PATH: install one, or set"
                        + " JAVA_HOME to it.\n");

        Ran wrong = launch(
                Map.of("PATH", programs.toString(), "JAVA_HOME", "/no/such jdk"),
                home.resolve("flow-canary"),
                "status");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err())
                .isEqualTo(
                        "JAVA_HOME is /no/such jdk, and /no/such jdk/bin/java does not run: set it to a JDK 17 or newer,"
                                + " or unset it.\n");
    }

    private static Path found(String program) {
        return Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, program))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
