package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.act.TargetFault;
import io.flowcanary.desk.UnansweredOrderException;
import io.flowcanary.record.Command;
import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OrdersResourceTest {
    private static final String OPERATION = "/api/v1/canaries/{canary}/";
    private static final String POLICY = "{\"canary\":\"main-ivr\",\"judge\":\"threshold\",\"promote\":\"bake\","
            + "\"steps\":[5,25,100],\"bake\":\"30m\"}";

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @Test
    void aStartTakesAPolicyAsAnObject() {
        HttpResponse<String> response = post("start", "{\"policy\":" + POLICY + ",\"reason\":\"new menu\"}");

        JsonNode answer = body(response, 200, "start");
        assertThat(answer.path("order").asString()).isEqualTo("start");
        assertThat(answer.path("rollout").path("share").asInt()).isEqualTo(5);
        assertThat(answer.path("rollout").path("why").asString()).isEqualTo("new menu");
    }

    @Test
    void aStartTakesAPolicyAsYaml() {
        HttpResponse<String> response =
                post("start", "{\"policy\":\"canary: main-ivr\\nsteps: [10, 100]\\n\",\"lease\":null}");

        assertThat(body(response, 200, "start").path("rollout").path("share").asInt())
                .isEqualTo(10);
    }

    @Test
    void aPolicyThatIsInvalidIsRefusedWithTheFieldAndWhatIsAllowed() {
        HttpResponse<String> response = post("start", "{\"policy\":\"canary: main-ivr\\nminCalls: 0\\n\"}");

        JsonNode problem = body(response, 400, "start");
        assertThat(problem.path("type").asString()).isEqualTo("urn:flow-canary:problem:invalid-policy");
        assertThat(problem.path("detail").asString()).contains("line 2").contains("minCalls");
        assertThat(site.given).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start   | {}                                        | policy",
                "start   | {\"policy\":{\"canary\":\"other\"}}       | policy.canary",
                "pause   | {\"reason\":7}                            | reason",
                "pause   | {\"why\":\"x\"}                           | why",
                "pause   | [1]                                       | JSON object",
                "pause   | {                                         | no JSON at line 1",
                "resume  | {\"adopt\":\"yes\"}                       | adopt",
                "lease   | {}                                        | length",
                "lease   | {\"length\":\"20m\"}                      | PT20M",
                "release | {}                                        | lease",
                "release | {\"lease\":1.5}                           | lease"
            })
    void aBodyThatCannotBeIsRefusedByItsField(String order, String json, String named) {
        JsonNode problem = body(post(order, json), 400, order);

        assertThat(problem.path("detail").asString()).contains(named);
        assertThat(site.given).isNull();
    }

    @Test
    void aRefusedOrderIsAConflictThatCarriesTheAnswer() {
        JsonNode problem = body(post("pause", ""), 409, "pause");

        assertThat(problem.path("type").asString()).isEqualTo("urn:flow-canary:problem:refused");
        assertThat(problem.path("detail").asString()).startsWith("nothing to pause");
        assertThat(problem.path("answer").path("order").asString()).isEqualTo("pause");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/canaries/main-ivr/pause");
    }

    @Test
    void theIdempotencyKeyIsTheOrdersId() {
        post("abort", "{}", "Idempotency-Key", "deploy-17");

        assertThat(site.given.id()).isEqualTo("deploy-17");
        assertThat(site.given.at()).isEqualTo(stream.now());
    }

    @Test
    void aKeyThatCannotBeIsRefused() {
        assertThat(body(post("abort", "{}", "Idempotency-Key", "a b"), 400, "abort")
                        .path("detail")
                        .asString())
                .contains("Idempotency-Key");
    }

    @Test
    void anOrderWithoutAKeyGetsAnIdOfItsOwn() {
        post("abort", "{}");
        String first = site.given.id();
        post("abort", "{}");

        assertThat(site.given.id()).isNotEqualTo(first);
    }

    @Test
    void whereNobodyIsAuthenticatedTheBodySaysWhoOrderedElseNobodyIsKnown() {
        post("abort", "{\"actor\":\"kim\"}");
        assertThat(site.given.actor()).isEqualTo("kim");

        post("abort", "{}");
        assertThat(site.given.actor()).isEqualTo("anonymous");
    }

    @ParameterizedTest
    @CsvSource({"pause", "resume", "advance", "promote", "abort", "restart"})
    void everyPlainOrderIsGivenAsItself(String order) {
        post("start", "{\"policy\":" + POLICY + "}");
        post(order, "{\"reason\":\"lunch\"}");

        assertThat(site.given.getClass().getSimpleName()).isEqualToIgnoringCase(order);
        assertThat(site.given.reason()).isEqualTo("lunch");
    }

    @Test
    void aResumptionAdoptsTheStrangersShareWhenToldTo() {
        post("resume", "{\"adopt\":true}");

        assertThat(site.given)
                .isInstanceOfSatisfying(
                        Command.Resume.class,
                        resume -> assertThat(resume.adopt()).isTrue());
    }

    @Test
    void anotherPolicyIsGivenInTheMiddle() {
        post("start", "{\"policy\":" + POLICY + "}");

        HttpResponse<String> response = post("policy", "{\"policy\":" + POLICY.replace("30m", "10m") + "}");

        assertThat(body(response, 200, "policy")
                        .path("rollout")
                        .path("policy")
                        .path("bake")
                        .asString())
                .isEqualTo("PT10M");
    }

    @Test
    void aLeaseIsGrantedWithItsNumberAndReleasedByIt() {
        JsonNode granted = body(post("lease", "{\"length\":\"PT20M\"}"), 200, "lease");
        assertThat(((Command.Lease) site.given).length()).isEqualTo(Duration.ofMinutes(20));
        assertThat(granted.path("lease").path("number").asInt()).isEqualTo(1);

        assertThat(body(post("release", "{\"lease\":1}"), 200, "release").has("lease"))
                .isFalse();
    }

    @Test
    void aLeaseIsNotOrderedWhileTheShareInSsmIsBetween() {
        site.share = 5;

        JsonNode problem = body(post("lease", "{\"length\":\"PT20M\"}"), 423, "lease");

        assertThat(problem.path("detail").asString()).contains("5 %");
        assertThat(problem.path("gate").path("open").asBoolean()).isFalse();
        assertThat(site.given).isNull();
    }

    @Test
    void aLeaseIsNotOrderedWhileTheShareCannotBeKnown() {
        site.share = null;

        assertThat(body(post("lease", "{\"length\":\"PT20M\"}"), 423, "lease")
                        .path("detail")
                        .asString())
                .contains("AWS is away");
        assertThat(site.given).isNull();
    }

    @Test
    void aStartIsRefusedWhileAnotherCanarysRolloutMovesTheParameter() {
        new Scene(stream, "other-ivr").start(Scene.guide("other-ivr", "steps: [5, 100]"), "09:00:00");

        JsonNode problem = body(post("start", "{\"policy\":" + POLICY + "}"), 409, "start");

        assertThat(problem.path("type").asString()).isEqualTo("urn:flow-canary:problem:parameter-taken");
        assertThat(problem.path("detail").asString()).contains("other-ivr");
        assertThat(site.given).isNull();
    }

    @Test
    void aStartIsRefusedWhereAwsWouldSurelyRefuseWhatItWrites() {
        TargetFault type = new TargetFault("ssm:/p", "/p is a SecureString", "name a String", true);
        TargetFault unseen = new TargetFault("sns:t", "cannot tell: not allowed", "allow it", false);
        site.faults = List.of(type, unseen);

        JsonNode problem = body(post("start", "{\"policy\":" + POLICY + "}"), 409, "start");

        assertThat(problem.path("type").asString()).isEqualTo("urn:flow-canary:problem:target-unusable");
        assertThat(problem.path("detail").asString()).isEqualTo("ssm:/p: /p is a SecureString: name a String");
        assertThat(site.given).isNull();

        site.faults = List.of(unseen);
        post("start", "{\"policy\":" + POLICY + "}");
        assertThat(site.given).isInstanceOf(Command.Start.class);
    }

    @ParameterizedTest
    @CsvSource({"restart", "resume", "advance", "promote"})
    void anOrderThatSendsMoreCallsToTheCanaryIsRefusedWhereAwsWouldSurelyRefuseWhatItWrites(String order) {
        Scene scene = new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 25, 100]"), "09:00:00");
        switch (order) {
            case "restart" -> scene.abort("09:01:00");
            case "resume" -> scene.strangerWrites(1, "09:01:00");
            default -> scene.applied(1, 5, "09:01:00");
        }
        stream.answers();
        TargetFault unseen = new TargetFault("sns:t", "cannot tell: not allowed", "allow it", false);
        site.faults = List.of(new TargetFault("ssm:/p", "/p is a SecureString", "name a String", true), unseen);

        JsonNode problem = body(post(order, ""), 409, order);

        assertThat(problem.path("type").asString()).isEqualTo("urn:flow-canary:problem:target-unusable");
        assertThat(problem.path("detail").asString()).isEqualTo("ssm:/p: /p is a SecureString: name a String");
        assertThat(site.given).isNull();

        site.faults = List.of(unseen);
        body(post(order, ""), 200, order);
    }

    @ParameterizedTest
    @CsvSource({"pause", "abort"})
    void anOrderThatSendsNoMoreCallsToTheCanaryIsNeverRefusedForWhatAwsWouldDo(String order) {
        new Scene(stream).start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00");
        stream.answers();
        site.faults = List.of(new TargetFault("ssm:/p", "/p is a SecureString", "name a String", true));

        body(post(order, ""), 200, order);
    }

    @Test
    void aRestartIsRefusedWhileAnotherCanarysRolloutMovesTheParameter() {
        new Scene(stream)
                .start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00")
                .abort("09:01:00");
        new Scene(stream, "other-ivr").start(Scene.guide("other-ivr", "steps: [5, 100]"), "09:02:00");

        assertThat(body(post("restart", ""), 409, "restart").path("type").asString())
                .isEqualTo("urn:flow-canary:problem:parameter-taken");
    }

    @Test
    void aResumptionIsRefusedWhileTheRolloutThatItGaveWayToGoesOn() {
        new Scene(stream)
                .start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00")
                .strangerWrites(1, "09:01:00");
        Scene rival;
        try (Stream elsewhere = new Stream()) {
            rival = new Scene(elsewhere, "other-ivr")
                    .start(Scene.guide("other-ivr", "steps: [5, 100]"), "09:02:00")
                    .in(stream);
            stream.learnsCanariesOf(elsewhere);
        }

        assertThat(body(post("resume", ""), 409, "resume").path("type").asString())
                .isEqualTo("urn:flow-canary:problem:parameter-taken");

        rival.abort("09:03:00");
        post("resume", "");
        assertThat(site.given).isInstanceOf(Command.Resume.class);
    }

    @Test
    void aStartWaitsUntilEveryCanaryCanBeAskedForItsParameter() {
        site.shards.ready = false;

        HttpResponse<String> response = post("start", "{\"policy\":" + POLICY + "}");

        body(response, 503, "start");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(site.given).isNull();
    }

    @Test
    void anOrderThatWasNotSentIsNotReady() {
        site.instead = Site.notReady("answers cannot be read");

        assertThat(body(post("abort", ""), 503, "abort").path("detail").asString())
                .isEqualTo("answers cannot be read");
    }

    @Test
    void anUnansweredOrderSaysWhereToAsk() {
        site.instead =
                CompletableFuture.failedFuture(new UnansweredOrderException("main-ivr", "k-9", "no answer within 5 s"));

        JsonNode problem = body(post("abort", ""), 504, "abort");

        assertThat(problem.path("order").asString()).isEqualTo("k-9");
        assertThat(problem.path("ask").asString()).isEqualTo("/api/v1/canaries/main-ivr/orders");
        assertThat(problem.path("detail").asString()).contains("Idempotency-Key: k-9");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String reason = "x".repeat(1 << 20);

        assertThat(body(post("abort", "{\"reason\":\"" + reason + "\"}"), 413, "abort")
                        .path("detail")
                        .asString())
                .contains("ACCESS_MAX_BODY");
    }

    private HttpResponse<String> post(String order, String json, String... headers) {
        return site.post("/api/v1/canaries/main-ivr/" + order, json, headers);
    }

    private static JsonNode body(HttpResponse<String> response, int status, String order) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return OpenApi.body(response, "post", OPERATION + order);
    }
}
