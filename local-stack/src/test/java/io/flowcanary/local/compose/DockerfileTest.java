package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DockerfileTest {
    private static final Pattern SECRET =
            Pattern.compile("key|secret|token|passw|credential", Pattern.CASE_INSENSITIVE);

    static Stream<Dockerfile> files() {
        return Stream.of("ingest-bridge", "streams-app", "local-stack").map(Dockerfile::of);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsBaseImagesArePinned(Dockerfile file) {
        assertThat(file.stages())
                .extracting(Dockerfile.Stage::image)
                .containsExactly("eclipse-temurin:17-jdk-noble", "eclipse-temurin:17-jdk-noble", "debian:bookworm-slim")
                .allMatch(Image::isPinned);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatBuildsItDoesNotRunWithIt(Dockerfile file) {
        assertThat(file.last().all("COPY").filter(copy -> copy.from().isEmpty()))
                .flatExtracting(Dockerfile.Instruction::sources)
                .containsExactly("docker/healthy");
    }

    @ParameterizedTest
    @MethodSource("files")
    void itDoesNotRunAsRoot(Dockerfile file) {
        List<Dockerfile.Instruction> users = file.last().all("USER").toList();
        assertThat(users)
                .singleElement()
                .satisfies(user -> assertThat(user.rest()).isEqualTo("10001:10001"));
        assertThat(file.last().instructions().stream().dropWhile(instruction -> !instruction.equals(users.get(0))))
                .extracting(Dockerfile.Instruction::keyword)
                .doesNotContain("COPY", "ADD", "RUN");
    }

    @ParameterizedTest
    @MethodSource("files")
    void itTakesFromTheBuildWhatMavenLeaves(Dockerfile file) {
        String output = "/build/" + file.module() + "/target/";
        List<Dockerfile.Instruction> copies =
                file.last().all("COPY").filter(copy -> !copy.from().isEmpty()).toList();
        assertThat(copies)
                .extracting(copy -> copy.from() + " " + copy.rest())
                .containsExactly(
                        "runtime /opt/java /opt/java",
                        "build " + output + "lib lib",
                        "build " + output + file.module() + ".jar ./");
        assertThat(Checkout.text(Modules.pom(file.module())))
                .contains("<finalName>${project.artifactId}</finalName>")
                .contains("<classpathPrefix>lib/</classpathPrefix>")
                .contains("<artifactId>maven-dependency-plugin</artifactId>");
        assertThat(Checkout.text("pom.xml"))
                .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>")
                .contains("<includeScope>runtime</includeScope>");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatItTakesFromTheCheckoutIsThereAndNotIgnored(Dockerfile file) {
        assertThat(file.sources()).isNotEmpty().allSatisfy(source -> {
            assertThat(Checkout.file(source)).exists();
            assertThat(IgnoreFile.ignores(source)).as("ignores %s", source).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "streams-app/target/streams-app.jar, true",
        "target/x,                           true",
        ".git/config,                        true",
        "local-stack/.env,                   true",
        "certificates/broker.key,            true",
        "streams-app/src/main/java/A.java,   false",
        "local-stack/src/test/java/A.java,   false",
        ".mvn/jvm.config,                    false"
    })
    void buildsSeeSourcesButNoOutputsAndNoKeys(String path, boolean ignored) {
        assertThat(IgnoreFile.ignores(path)).isEqualTo(ignored);
    }

    @ParameterizedTest
    @MethodSource("files")
    void mavenFindsEveryPomAndTheSourcesItNeeds(Dockerfile file) {
        List<String> sources = file.sources();
        assertThat(sources).contains("mvnw", "pom.xml", ".mvn");
        assertThat(Modules.all())
                .hasSize(5)
                .allSatisfy(module -> assertThat(sources).containsAnyOf(module, Modules.pom(module)));
        assertThat(Modules.neededFor(file.module())).isNotEmpty().allSatisfy(module -> {
            assertThat(sources).contains(module);
            assertThat(sources).containsAll(Modules.readBeside(module));
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatItTakesKeepsItsPlace(Dockerfile file) {
        assertThat(file.build().all("COPY")).allSatisfy(copy -> {
            for (String source : copy.sources()) {
                if (Checkout.file(source).toFile().isDirectory()) {
                    assertThat(copy.rest()).isEqualTo(source + " " + source);
                } else {
                    int slash = source.lastIndexOf('/');
                    assertThat(copy.target()).isEqualTo(slash < 0 ? "./" : source.substring(0, slash + 1));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void mavenBuildsItsModuleAndKeepsWhatItFetched(Dockerfile file) {
        assertThat(file.build().all("RUN")).first().satisfies(run -> {
            assertThat(run.rest())
                    .isEqualTo(
                            "./mvnw -B -pl " + file.module() + " -am -DskipTests -Dspotless.check.skip=true package");
            assertThat(run.flags()).containsExactly("--mount=type=cache,target=/root/.m2,sharing=locked");
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void itKeepsOfRocksDbWhatTheSystemsOfContainersLoad(Dockerfile file) {
        assertThat(file.build().all("RUN").skip(1))
                .extracting(Dockerfile.Instruction::rest)
                .hasSize(file.module().equals("ingest-bridge") ? 0 : 1)
                .allSatisfy(trim -> assertThat(trim)
                        .contains("/build/" + file.module() + "/target/lib/rocksdbjni-*.jar")
                        .contains("! -name '*-linux64.so' ! -name '*-linux-aarch64.so' -delete"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsJavaRuntimeIsOneLayerForAllImages(Dockerfile file) {
        assertThat(file.stages().get(1))
                .isEqualTo(files().findFirst().orElseThrow().stages().get(1));
        assertThat(file.last().all("ENV").map(Dockerfile.Instruction::rest))
                .first(InstanceOfAssertFactories.STRING)
                .startsWith("LANG=C.UTF-8 PATH=/opt/java/bin:");
    }

    @ParameterizedTest
    @MethodSource("files")
    void noSecretIsBakedIn(Dockerfile file) {
        assertThat(file.stages())
                .flatExtracting(Dockerfile.Stage::instructions)
                .filteredOn(instruction -> List.of("ENV", "ARG", "LABEL").contains(instruction.keyword()))
                .noneMatch(instruction -> SECRET.matcher(instruction.rest()).find());
        assertThat(file.stages())
                .flatExtracting(Dockerfile.Stage::instructions)
                .extracting(Dockerfile.Instruction::keyword)
                .doesNotContain("ADD");
    }

    @ParameterizedTest
    @MethodSource("files")
    void javaGetsTheStopSignalAndKnowsItsLimits(Dockerfile file) {
        assertThat(file.last().all("ENTRYPOINT")).singleElement().satisfies(entry -> {
            assertThat(entry.isExecForm()).isTrue();
            assertThat(entry.command())
                    .startsWith("java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError")
                    .contains("/app/" + file.module() + ".jar");
        });
        assertThat(file.last().all("CMD")).allMatch(Dockerfile.Instruction::isExecForm);
    }

    @ParameterizedTest
    @CsvSource({
        "ingest-bridge, io.flowcanary.bridge.BridgeMain",
        "streams-app,   io.flowcanary.cli.FlowCanary",
        "local-stack,   io.flowcanary.local.aws.LocalAwsMain"
    })
    void itRunsAClassThatIsThere(String module, String mainClass) {
        List<String> entry = Dockerfile.of(module)
                .last()
                .all("ENTRYPOINT")
                .findFirst()
                .orElseThrow()
                .command();
        assertThat(entry.contains("-jar") ? Modules.mainClass(module) : entry.get(entry.size() - 1))
                .isEqualTo(mainClass);
        assertThat(Checkout.file(module + "/src/main/java/" + mainClass.replace('.', '/') + ".java"))
                .isRegularFile();
    }

    @Test
    void theDirectoryOfTheStoresBelongsToTheUserBeforeAVolumeCoversIt() {
        String directory = ComposeFile.service("streams-app").variable("STREAMS_STATE_DIR");
        Dockerfile.Stage last = Dockerfile.of("streams-app").last();
        assertThat(last.all("RUN"))
                .extracting(Dockerfile.Instruction::rest)
                .containsExactly("install -d -o 10001 -g 10001 " + directory);
        assertThat(last.all("ENV")).extracting(Dockerfile.Instruction::rest).contains("STREAMS_STATE_DIR=" + directory);
    }

    @ParameterizedTest
    @CsvSource({"ingest-bridge, bridge", "streams-app, streams-app", "local-stack, local-aws"})
    void itExposesWhatComposePublishes(String module, String service) {
        assertThat(Dockerfile.of(module).last().all("EXPOSE"))
                .extracting(Dockerfile.Instruction::rest)
                .isEqualTo(ComposeFile.service(service).ports());
    }

    @Test
    void instructionsAreReadOverLinesAndComments() {
        Dockerfile file = Dockerfile.parse("module", """
                # a comment
                FROM jdk:1 AS build
                RUN --mount=type=cache \\
                    # another
                    make  all
                from jre:1
                COPY --from=build a b ./
                """);
        assertThat(file.stages()).extracting(Dockerfile.Stage::name).containsExactly("build", "");
        assertThat(file.build().instructions())
                .containsExactly(new Dockerfile.Instruction("RUN", List.of("--mount=type=cache"), "make  all"));
        assertThat(file.last().all("COPY")).singleElement().satisfies(copy -> {
            assertThat(copy.from()).isEqualTo("build");
            assertThat(copy.sources()).containsExactly("a", "b");
            assertThat(copy.target()).isEqualTo("./");
        });
    }
}
