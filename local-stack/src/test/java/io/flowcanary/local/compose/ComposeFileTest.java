package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.LocalFlowCanary;
import io.flowcanary.local.aws.LocalAwsSetup;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.settings.Setting;
import io.flowcanary.streams.StreamsSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeFileTest {
    static List<ComposeService> services() {
        return ComposeFile.services();
    }

    @Test
    void allOfFlowCanaryIsThere() {
        assertThat(services())
                .extracting(ComposeService::name)
                .containsExactly(
                        "kafka", "topics", "local-aws", "centre", "bridge", "streams-app", "prometheus", "grafana");
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsImageIsPinned(ComposeService service) {
        assertThat(service.image()).matches(Image::isPinned, "pinned");
    }

    @ParameterizedTest
    @CsvSource({"kafka, KAFKA_IMAGE", "prometheus, PROMETHEUS_IMAGE", "grafana, GRAFANA_IMAGE"})
    void anImageOfOthersCanBeReplaced(String service, String variable) {
        assertThat(ComposeFile.service(service).text("image")).startsWith("${" + variable + ":-");
    }

    @ParameterizedTest
    @CsvSource({
        "apache/kafka:4.3.1, true",
        "registry:5000/kafka:4.3.1, true",
        "kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, true",
        "apache/kafka, false",
        "registry:5000/kafka, false",
        "apache/kafka:latest, false"
    })
    void anImageIsPinnedByAVersionOrADigest(String image, boolean pinned) {
        assertThat(Image.isPinned(image)).isEqualTo(pinned);
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatItIsBuiltFromIsThere(ComposeService service) {
        if (service.definition().has("build")) {
            assertThat(service.definition().at("/build/context").asString()).isEqualTo(".");
            assertThat(Checkout.file(
                            service.definition().at("/build/dockerfile").asString()))
                    .isRegularFile();
        }
    }

    @ParameterizedTest
    @CsvSource({"topics, streams-app", "centre, local-aws"})
    void servicesWithOneImageBuildItAlike(String one, String other) {
        assertThat(ComposeFile.service(one).definition().path("build"))
                .isEqualTo(ComposeFile.service(other).definition().path("build"));
        assertThat(ComposeFile.service(one).image())
                .isEqualTo(ComposeFile.service(other).image());
    }

    @Test
    void theContactCentreComesOnlyWhenItIsAskedForAndPlaysIntoTheQueueThatTheBridgeReads() {
        ComposeService centre = ComposeFile.service("centre");
        ComposeService bridge = ComposeFile.service("bridge");
        assertThat(centre.list("profiles")).isNotEmpty();
        List<String> entry = centre.list("entrypoint");
        assertThat(entry.subList(entry.indexOf("io.flowcanary.local.LocalFlowCanary"), entry.size()))
                .containsExactly(
                        LocalFlowCanary.class.getName(),
                        "play",
                        "--endpoint=" + bridge.variable("AWS_ENDPOINT_URL"),
                        "--queue-url=" + bridge.variable("SQS_QUEUE_URL"));
    }

    @Test
    void thePolicyToTryItWithTellsTheTopicThatIsSetUp() {
        Policy policy = PolicyYaml.read(Checkout.text("docker/policy.yaml"));
        assertThat(policy.parameter()).isEqualTo(LocalAwsSetup.PARAMETER);
        assertThat(policy.alerts().topic())
                .isEqualTo("arn:aws:sns:" + ComposeFile.service("local-aws").variable("AWS_REGION") + ":000000000000:"
                        + LocalAwsSetup.TOPIC);
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatItWaitsForCanCome(ComposeService service) {
        service.dependencies().forEach((name, condition) -> {
            ComposeService other = ComposeFile.service(name);
            switch (condition) {
                case "service_healthy" ->
                    assertThat(other.hasHealthCheck())
                            .as("%s has a health check", name)
                            .isTrue();
                case "service_completed_successfully" ->
                    assertThat(other.text("restart")).as("%s may end", name).isEqualTo("no");
                default ->
                    assertThat(condition).as("a condition that says something").isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void itHasAHealthCheckWhereItHasAPort(ComposeService service) {
        assertThat(service.hasHealthCheck()).isEqualTo(!service.ports().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "local-aws,   LOCAL_AWS_HOST,    LOCAL_AWS_PORT",
        "bridge,      BRIDGE_HTTP_HOST,  BRIDGE_HTTP_PORT",
        "streams-app, STREAMS_HTTP_HOST, STREAMS_HTTP_PORT"
    })
    void itListensWhereItIsPublishedAndChecked(String name, String host, String port) {
        ComposeService service = ComposeFile.service(name);
        assertThat(service.variable(host)).isEqualTo("0.0.0.0");
        assertThat(service.ports()).containsExactly(service.variable(port));
        assertThat(service.healthCheck()).startsWith("/app/healthy", service.variable(port));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itIsPublishedOnThisMachineOnly(ComposeService service) {
        assertThat(service.list("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itHasNoPrivileges(ComposeService service) {
        assertThat(service.isOn("privileged")).isFalse();
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.definition().propertyNames())
                .doesNotContain("cap_add", "devices", "network_mode", "pid", "ipc", "userns_mode", "user");
    }

    @ParameterizedTest
    @MethodSource("services")
    void itCannotTakeAllMemory(ComposeService service) {
        assertThat(service.text("mem_limit")).matches("[1-9][0-9]*m");
    }

    @ParameterizedTest
    @MethodSource("services")
    void itWritesOnlyWhereItMust(ComposeService service) {
        assertThat(service.isOn("read_only")).isEqualTo(!service.name().equals("kafka"));
        if (service.isOn("read_only")) {
            assertThat(service.list("tmpfs"))
                    .as("a /tmp that native libraries can be loaded from")
                    .singleElement()
                    .asString()
                    .startsWith("/tmp:exec,");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void itMountsOnlyNamedVolumes(ComposeService service) {
        assertThat(service.list("volumes"))
                .allSatisfy(volume -> assertThat(ComposeFile.volumes()).contains(volume.split(":", 2)[0]));
    }

    @ParameterizedTest
    @MethodSource("services")
    void theFilesThatItReadsAreThere(ComposeService service) {
        service.definition().path("configs").forEach(config -> {
            String source = config.path("source").asString();
            String file =
                    ComposeFile.tree().path("configs").path(source).path("file").asString("");
            assertThat(file).as("the file of %s", source).isNotEmpty();
            assertThat(Checkout.file(file)).isRegularFile();
            assertThat(config.path("target").asString()).startsWith("/etc/");
        });
    }

    @Test
    void theTokensAreWhereTheServiceLooks() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.definition().at("/configs/0/target").asString())
                .isEqualTo(streams.variable("ACCESS_TOKENS_FILE"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itStartsAgainUnlessItIsMeantToEnd(ComposeService service) {
        assertThat(service.text("restart"))
                .isEqualTo(Set.of("topics", "centre").contains(service.name()) ? "no" : "unless-stopped");
    }

    @Test
    void storesAreKeptInTheVolume() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.list("volumes")).containsExactly("streams-state:" + streams.variable("STREAMS_STATE_DIR"));
    }

    @Test
    void aStreamThreadHasTimeToCommit() {
        assertThat(ComposeFile.service("streams-app").text("stop_grace_period")).isEqualTo("30s");
    }

    @Test
    void otherInstancesFindThisOneUnderItsName() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.variable("STREAMS_APPLICATION_SERVER"))
                .isEqualTo(streams.name() + ":" + streams.variable("STREAMS_HTTP_PORT"));
    }

    @ParameterizedTest
    @CsvSource({"bridge", "streams-app"})
    void awsIsTheLocalEndpointAndItsKeysSaySo(String name) {
        ComposeService service = ComposeFile.service(name);
        ComposeService aws = ComposeFile.service("local-aws");
        assertThat(service.variable("AWS_ENDPOINT_URL"))
                .isEqualTo("http://" + aws.name() + ":" + aws.variable("LOCAL_AWS_PORT"));
        assertThat(service.variable("AWS_REGION")).isEqualTo(aws.variable("AWS_REGION"));
        assertThat(service.variable("AWS_ACCESS_KEY_ID")).isEqualTo("local");
        assertThat(service.variable("AWS_SECRET_ACCESS_KEY")).isEqualTo("local");
    }

    @Test
    void theBridgeTakesFromTheQueueThatIsSetUp() {
        ComposeService bridge = ComposeFile.service("bridge");
        assertThat(ComposeFile.service("local-aws").variable("LOCAL_AWS_SETUP")).isEqualTo("true");
        assertThat(bridge.variable("SQS_QUEUE_URL"))
                .isEqualTo(bridge.variable("AWS_ENDPOINT_URL") + "/000000000000/" + LocalAwsSetup.QUEUE);
    }

    @Test
    void topicsAndLocalAwsAreToldNothingThatTheyDoNotRead() {
        assertThat(ComposeFile.service("topics").variablesBeyond(Set.of("KAFKA_BOOTSTRAP_SERVERS")))
                .isEmpty();
        assertThat(ComposeFile.service("local-aws").variablesBeyond(Set.of("LOCAL_AWS_*", "AWS_REGION")))
                .isEmpty();
    }

    @Test
    void theTwoServicesAreToldNothingThatTheyDoNotRead() {
        assertThat(ComposeFile.service("bridge").variablesBeyond(names(BridgeSettings.table())))
                .isEmpty();
        Set<String> streams = new HashSet<>(names(StreamsSettings.table()));
        // Read by AWS's standard chain of credentials.
        streams.addAll(Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        assertThat(ComposeFile.service("streams-app").variablesBeyond(streams)).isEmpty();
    }

    private static Set<String> names(List<Setting> settings) {
        return settings.stream().map(Setting::name).collect(Collectors.toSet());
    }

    @Test
    void aVariableThatNobodyReadsIsFound() {
        assertThat(ComposeFile.service("local-aws").variablesBeyond(Set.of("LOCAL_AWS_HOST", "AWS_*")))
                .containsExactly("LOCAL_AWS_PORT", "LOCAL_AWS_SETUP");
    }
}
