package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Heartbeat;
import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the API reads of the stores; every answer is what the description says. */
class QueriesTest {
    private static final String CANARIES = "/api/v1/canaries";
    private static final String ONE = CANARIES + "/main-ivr";

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @Test
    void aCanaryIsShownWithItsRolloutAndItsLease() {
        start();
        JsonNode canary = get(ONE, 200, CANARIES + "/{canary}");
        assertThat(canary.path("rollout").path("state").asString()).isEqualTo("BAKING");
        assertThat(canary.has("lease")).isFalse();

        site.post(ONE + "/abort", "");
        scene.applied(2, 0, "12:00:00");
        site.post(ONE + "/lease", "{\"length\":\"PT20M\",\"actor\":\"ci\"}");
        canary = get(ONE, 200, CANARIES + "/{canary}");
        assertThat(canary.path("rollout").path("state").asString()).isEqualTo("ROLLED_BACK");
        assertThat(canary.path("lease").path("holder").asString()).isEqualTo("ci");
    }

    @Test
    void aLeaseThatHasEndedIsNotShown() {
        site.post(ONE + "/lease", "{\"length\":\"PT20M\"}");
        get(ONE, 200, CANARIES + "/{canary}");

        stream.pass(java.time.Duration.ofMinutes(20));

        get(ONE, 404, CANARIES + "/{canary}");
    }

    @Test
    void aCanaryThatNeverWasIsNotFound() {
        JsonNode problem = get(CANARIES + "/nobody", 404, CANARIES + "/{canary}");

        assertThat(problem.path("detail").asString()).contains("'nobody' never had a rollout");
    }

    @Test
    void everyCanaryIsListedAndNoPartitionIsMissing() {
        start();
        new Scene(stream, "other-ivr").start(Scene.guide("other-ivr", "parameter: /other"), "09:00:00");

        JsonNode list = get(CANARIES, 200, CANARIES);

        assertThat(list.path("canaries").findValuesAsString("canary")).contains("main-ivr", "other-ivr");
        assertThat(list.path("canaries")).hasSize(2);
        assertThat(list.path("missing")).isEmpty();
        assertThat(list.path("partitions")).hasSize(6);
    }

    @Test
    void talliesAreSummedOverAWindowBeforeW() {
        scene.calls("v1", "09:00", 3, 1).calls("v2", "09:01", 2, 0).until("09:05:00");

        JsonNode tallies = get(ONE + "/tallies?window=PT1H", 200, CANARIES + "/{canary}/tallies");

        assertThat(tallies.path("versions").path("v1").path("started").asInt()).isEqualTo(3);
        assertThat(tallies.path("versions").path("v1").path("abandoned").asInt())
                .isEqualTo(1);
        assertThat(tallies.path("versions").path("v2").path("started").asInt()).isEqualTo(2);
        assertThat(tallies.path("to").asString()).isEqualTo("2026-01-15T09:06:00Z");
        assertThat(tallies.path("countedUpTo").asString()).isEqualTo("2026-01-15T09:05:00Z");
    }

    @Test
    void talliesAreSummedFromATimeUpToAnother() {
        scene.calls("v1", "09:00", 3, 1).calls("v1", "09:01", 2, 0).until("09:05:00");

        JsonNode tallies = get(
                ONE + "/tallies?from=2026-01-15T09:00:00Z&to=2026-01-15T09:01:00Z",
                200,
                CANARIES + "/{canary}/tallies");

        assertThat(tallies.path("versions").path("v1").path("started").asInt()).isEqualTo(3);
    }

    @Test
    void eachMinuteSaysUpToWhichAgeItIsComplete() {
        scene.calls("v1", "09:00", 3, 1).calls("v2", "10:00", 2, 0).until("10:02:00");

        JsonNode minutes = get(ONE + "/tallies?by=minute&window=PT2H", 200, CANARIES + "/{canary}/tallies")
                .path("minutes");

        assertThat(minutes).hasSize(2);
        assertThat(minutes.get(0).path("complete").asBoolean()).isTrue();
        assertThat(minutes.get(0).path("completeAge").asInt()).isEqualTo(60);
        assertThat(minutes.get(1).path("start").asString()).isEqualTo("2026-01-15T10:00:00Z");
        assertThat(minutes.get(1).path("complete").asBoolean()).isFalse();
        assertThat(minutes.get(1).path("completeAge").asInt()).isZero();
        assertThat(minutes.get(1).path("versions").path("v2").path("started").asInt())
                .isEqualTo(2);
    }

    @Test
    void verdictsAreReadPageByPageTheNewestFirst() {
        start();
        scene.calls("v1", "09:00", 5, 0).until("09:07:00");
        List<String> published = new ArrayList<>();
        stream.verdicts().forEach(verdict -> published.add(0, verdict.id()));

        List<String> read = new ArrayList<>();
        for (String next = ONE + "/verdicts?limit=3"; !next.isEmpty(); ) {
            JsonNode page = get(next, 200, CANARIES + "/{canary}/verdicts");
            assertThat(page.path("verdicts").size()).isBetween(1, 3);
            page.path("verdicts").forEach(verdict -> read.add(verdict.path("id").asString()));
            next = page.path("next").asString("");
        }

        assertThat(read).hasSize(7).isEqualTo(published);
    }

    @Test
    void ordersAreReadWithWhatBecameOfThem() {
        site.post(ONE + "/pause", "{\"actor\":\"kim\"}", "Idempotency-Key", "k-1");
        site.post(ONE + "/lease", "{\"length\":\"PT20M\"}", "Idempotency-Key", "k-2");

        JsonNode orders =
                get(ONE + "/orders", 200, CANARIES + "/{canary}/orders").path("orders");

        assertThat(orders).hasSize(2);
        assertThat(orders.get(0).path("id").asString()).isEqualTo("k-2");
        assertThat(orders.get(0).path("lease").path("number").asInt()).isEqualTo(1);
        assertThat(orders.get(1).path("refusal").asString()).startsWith("nothing to pause");
        assertThat(orders.get(1).path("actor").asString()).isEqualTo("kim");
    }

    @Test
    void evidenceIsReadPerGuardrailInOrderOfTime() {
        scene.start(io.flowcanary.policy.PolicyYaml.read("canary: main-ivr\nsteps: [50, 100]"), "09:00:00");
        scene.applied(1, 50, "09:00:00");
        for (int minute = 1; minute < 9; minute++) {
            scene.calls("v1", "09:0" + minute, 5, 1).calls("v2", "09:0" + minute, 5, 1);
        }
        scene.until("09:20:00");

        JsonNode evidence = get(ONE + "/evidence", 200, CANARIES + "/{canary}/evidence");

        JsonNode points = evidence.path("guardrails").path("abandonRate");
        assertThat(points.size()).isGreaterThan(5);
        assertThat(points.findValuesAsString("at")).isSorted();
        JsonNode last = points.get(points.size() - 1);
        assertThat(last.path("lnHarmNeeded").asDouble()).isPositive();
        assertThat(last.path("low").asDouble()).isLessThan(last.path("high").asDouble());
        assertThat(last.path("difference").asDouble()).isZero();

        JsonNode some = get(
                ONE + "/evidence?from=2026-01-15T09:10:00Z&to=2026-01-15T09:12:00Z",
                200,
                CANARIES + "/{canary}/evidence");
        assertThat(some.path("guardrails").path("abandonRate").findValuesAsString("at"))
                .containsExactly("2026-01-15T09:10:00Z", "2026-01-15T09:11:00Z");
    }

    @Test
    void aConversationShowsItsVersionItsFactsAndItsMinute() {
        Call call = new Call("c-1");
        stream.pipe(
                call.customerStart("09:00:10"),
                call.flowStart("09:00:11"),
                call.draws("v2", "09:00:12"),
                call.customerEnd("09:00:50"));
        stream.pipe(new Heartbeat("test", Call.at("09:01:00"), false, Call.at("09:01:00")));
        String path = "/api/v1/conversations/{conversation}";

        JsonNode early = get("/api/v1/conversations/c-1", 200, path);
        assertThat(early.path("canary").asString()).isEqualTo("main-ivr");
        assertThat(early.path("version").asString()).isEqualTo("v2");
        assertThat(early.path("startMinute").asString()).isEqualTo("2026-01-15T09:00:00Z");
        assertThat(early.path("facts").path("ended").asString()).isEqualTo("2026-01-15T09:00:50Z");
        assertThat(early.path("evidence").asBoolean()).isFalse();
        assertThat(early.path("why").asString()).startsWith("not yet");

        stream.drainedUpTo("09:10:00");
        JsonNode later = get("/api/v1/conversations/c-1", 200, path);
        assertThat(later.path("evidence").asBoolean()).isTrue();
        assertThat(later.has("why")).isFalse();
        get("/api/v1/conversations/c-2", 404, path);
    }

    @Test
    void theSourceSaysHowFarItIsHowOldThatIsAndWhatWaits() {
        stream.drainedUpTo("09:10:00");

        JsonNode source = get("/api/v1/source", 200, "/api/v1/source");

        assertThat(source.path("countedUpTo").asString()).isEqualTo("2026-01-15T09:09:00Z");
        assertThat(source.path("age").asString()).isEqualTo("PT2H51M2S");
        assertThat(source.path("fresh").asBoolean(true)).isFalse();
        assertThat(source.path("lag").asInt()).isEqualTo(3);
        assertThat(source.path("events").path("heartbeat").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "tallies?window=1h,                       window",
        "tallies?window=PT169H,                   window",
        "tallies?by=minute&window=PT25H,          window",
        "tallies?by=hour,                         by",
        "tallies?from=2026-01-15T09:00:00Z,       to",
        "tallies?from=today&to=2026-01-15T09:00:00Z, from",
        "tallies?from=2026-01-15T09:00:00Z&to=2026-01-15T08:00:00Z, after from",
        "tallies?window=PT1H&from=2026-01-15T09:00:00Z, either",
        "verdicts?limit=0,                        limit",
        "verdicts?limit=501,                      1 to 500",
        "orders?before=x,                         before",
        "evidence?from=2026-01-01T09:00:00Z&to=2026-01-15T09:00:00Z, PT168H"
    })
    void aParameterThatCannotBeIsRefusedByItsNameAndWhatIsAllowed(String path, String named) {
        JsonNode problem = get(ONE + "/" + path, 400, CANARIES + "/{canary}/" + path.substring(0, path.indexOf('?')));

        assertThat(problem.path("detail").asString()).contains(named).contains("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/canaries",
                "/api/v1/canaries/main-ivr",
                "/api/v1/canaries/main-ivr/tallies",
                "/api/v1/canaries/main-ivr/verdicts",
                "/api/v1/canaries/main-ivr/stream",
                "/api/v1/conversations/c-1",
                "/api/v1/source"
            })
    void whileTheStoresCannotBeReadNothingIsAnsweredButToAskAgain(String path) {
        site.shards.ready = false;

        HttpResponse<String> response = site.get(path);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aPathThatIsNotThereIsAProblemToo() {
        HttpResponse<String> response = site.get("/api/v1/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"instance\":\"/api/v1/nothing\"");
    }

    @Test
    void aMethodThatIsNotThereIsAProblemToo() {
        HttpResponse<String> response = site.post("/api/v1/canaries", "{}");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("POST is not allowed");
    }

    private void start() {
        scene.start(Scene.guide(Call.CANARY, "steps: [5, 100]"), "09:00:00");
    }

    private JsonNode get(String path, int status, String documented) {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return OpenApi.body(response, "get", documented);
    }
}
