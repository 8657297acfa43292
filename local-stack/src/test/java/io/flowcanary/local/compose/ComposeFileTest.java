package io.flowcanary.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.local.aws.LocalAwsSetup;
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
    void all_of_flow_canary_is_there() {
        assertThat(services())
                .extracting(ComposeService::name)
                .containsExactly("kafka", "topics", "local-aws", "bridge", "streams-app", "prometheus", "grafana");
    }

    @ParameterizedTest
    @MethodSource("services")
    void its_image_is_pinned(ComposeService service) {
        assertThat(service.image()).matches(Image::isPinned, "pinned");
    }

    @ParameterizedTest
    @CsvSource({"kafka, KAFKA_IMAGE", "prometheus, PROMETHEUS_IMAGE", "grafana, GRAFANA_IMAGE"})
    void an_image_of_others_can_be_replaced(String service, String variable) {
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
    void an_image_is_pinned_by_a_version_or_a_digest(String image, boolean pinned) {
        assertThat(Image.isPinned(image)).isEqualTo(pinned);
    }

    @ParameterizedTest
    @MethodSource("services")
    void what_it_is_built_from_is_there(ComposeService service) {
        if (service.definition().has("build")) {
            assertThat(service.definition().at("/build/context").asString()).isEqualTo(".");
            assertThat(Checkout.file(
                            service.definition().at("/build/dockerfile").asString()))
                    .isRegularFile();
        }
    }

    @Test
    void services_with_one_image_build_it_alike() {
        assertThat(ComposeFile.service("topics").definition().path("build"))
                .isEqualTo(ComposeFile.service("streams-app").definition().path("build"));
        assertThat(ComposeFile.service("topics").image())
                .isEqualTo(ComposeFile.service("streams-app").image());
    }

    @ParameterizedTest
    @MethodSource("services")
    void what_it_waits_for_can_come(ComposeService service) {
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
    void it_has_a_health_check_where_it_has_a_port(ComposeService service) {
        assertThat(service.hasHealthCheck()).isEqualTo(!service.ports().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "local-aws,   LOCAL_AWS_HOST,    LOCAL_AWS_PORT",
        "bridge,      BRIDGE_HTTP_HOST,  BRIDGE_HTTP_PORT",
        "streams-app, STREAMS_HTTP_HOST, STREAMS_HTTP_PORT"
    })
    void it_listens_where_it_is_published_and_checked(String name, String host, String port) {
        ComposeService service = ComposeFile.service(name);
        assertThat(service.variable(host)).isEqualTo("0.0.0.0");
        assertThat(service.ports()).containsExactly(service.variable(port));
        assertThat(service.healthCheck()).startsWith("/app/healthy", service.variable(port));
    }

    @ParameterizedTest
    @MethodSource("services")
    void it_is_published_on_this_machine_only(ComposeService service) {
        assertThat(service.list("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void it_has_no_privileges(ComposeService service) {
        assertThat(service.isOn("privileged")).isFalse();
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.definition().propertyNames())
                .doesNotContain("cap_add", "devices", "network_mode", "pid", "ipc", "userns_mode", "user");
    }

    @ParameterizedTest
    @MethodSource("services")
    void it_cannot_take_all_memory(ComposeService service) {
        assertThat(service.text("mem_limit")).matches("[1-9][0-9]*m");
    }

    @ParameterizedTest
    @MethodSource("services")
    void it_writes_only_where_it_must(ComposeService service) {
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
    void it_mounts_only_named_volumes(ComposeService service) {
        assertThat(service.list("volumes"))
                .allSatisfy(volume -> assertThat(ComposeFile.volumes()).contains(volume.split(":", 2)[0]));
    }

    @ParameterizedTest
    @MethodSource("services")
    void the_files_that_it_reads_are_there(ComposeService service) {
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
    void the_tokens_are_where_the_service_looks() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.definition().at("/configs/0/target").asString())
                .isEqualTo(streams.variable("ACCESS_TOKENS_FILE"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void it_starts_again_unless_it_is_meant_to_end(ComposeService service) {
        assertThat(service.text("restart")).isEqualTo(service.name().equals("topics") ? "no" : "unless-stopped");
    }

    @Test
    void stores_are_kept_in_the_volume() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.list("volumes")).containsExactly("streams-state:" + streams.variable("STREAMS_STATE_DIR"));
    }

    @Test
    void a_stream_thread_has_time_to_commit() {
        assertThat(ComposeFile.service("streams-app").text("stop_grace_period")).isEqualTo("30s");
    }

    @Test
    void other_instances_find_this_one_under_its_name() {
        ComposeService streams = ComposeFile.service("streams-app");
        assertThat(streams.variable("STREAMS_APPLICATION_SERVER"))
                .isEqualTo(streams.name() + ":" + streams.variable("STREAMS_HTTP_PORT"));
    }

    @ParameterizedTest
    @CsvSource({"bridge", "streams-app"})
    void aws_is_the_local_endpoint_and_its_keys_say_so(String name) {
        ComposeService service = ComposeFile.service(name);
        ComposeService aws = ComposeFile.service("local-aws");
        assertThat(service.variable("AWS_ENDPOINT_URL"))
                .isEqualTo("http://" + aws.name() + ":" + aws.variable("LOCAL_AWS_PORT"));
        assertThat(service.variable("AWS_REGION")).isEqualTo(aws.variable("AWS_REGION"));
        assertThat(service.variable("AWS_ACCESS_KEY_ID")).isEqualTo("local");
        assertThat(service.variable("AWS_SECRET_ACCESS_KEY")).isEqualTo("local");
    }

    @Test
    void the_bridge_takes_from_the_queue_that_is_set_up() {
        ComposeService bridge = ComposeFile.service("bridge");
        assertThat(ComposeFile.service("local-aws").variable("LOCAL_AWS_SETUP")).isEqualTo("true");
        assertThat(bridge.variable("SQS_QUEUE_URL"))
                .isEqualTo(bridge.variable("AWS_ENDPOINT_URL") + "/000000000000/" + LocalAwsSetup.QUEUE);
    }

    @Test
    void topics_and_local_aws_are_told_nothing_that_they_do_not_read() {
        assertThat(ComposeFile.service("topics").variablesBeyond(Set.of("KAFKA_BOOTSTRAP_SERVERS")))
                .isEmpty();
        assertThat(ComposeFile.service("local-aws").variablesBeyond(Set.of("LOCAL_AWS_*", "AWS_REGION")))
                .isEmpty();
    }

    @Test
    void the_two_services_are_told_nothing_that_they_do_not_read() {
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
    void a_variable_that_nobody_reads_is_found() {
        assertThat(ComposeFile.service("local-aws").variablesBeyond(Set.of("LOCAL_AWS_HOST", "AWS_*")))
                .containsExactly("LOCAL_AWS_PORT", "LOCAL_AWS_SETUP");
    }
}
