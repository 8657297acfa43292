package io.flowcanary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.topology.Call;
import io.flowcanary.topology.Scene;
import io.flowcanary.topology.Stream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The plan from live volumes; the plan itself is the planner's. */
class PlanResourceTest {
    private static final String PLAN = "/api/v1/canaries/main-ivr/plan";
    private static final String OPERATION = "/api/v1/canaries/{canary}/plan";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Stream stream = new Stream();
    private final Site site = new Site(stream);
    private final Scene scene = new Scene(stream);

    @AfterEach
    void close() {
        site.close();
        stream.close();
    }

    @Test
    void plansFromTheCallsOfTheLastHourByTheRolloutsPolicy() {
        scene.start(Scene.guide(Call.CANARY, "steps: [15, 100]"), "09:00:00");
        calls();

        JsonNode plan = planned("?runs=1");

        assertThat(plan.path("share").asInt()).isEqualTo(15);
        assertThat(plan.at("/plan/callsPerHour").asDouble()).isEqualTo(50);
        assertThat(plan.at("/plan/baselines/percent/abandonRate").asDouble()).isEqualTo(20);
        assertThat(plan.at("/plan/outlooks").findValuesAsString("share")).contains("5", "15", "50");
        assertThat(plan.at("/advice/0").asString()).isNotEmpty();
        assertThat(plan.path("to").asString()).isEqualTo("2026-01-15T09:06:00Z");
    }

    @Test
    void plansByTheUsualPolicyBeforeAnyRollout() {
        calls();

        assertThat(planned("?runs=1").path("share").asInt()).isEqualTo(5);
    }

    @Test
    void theSameQuestionIsAnsweredByTheSamePlanAlsoWhenCallsHaveComeSince() {
        scene.start(Scene.guide(Call.CANARY), "09:00:00");
        calls();
        JsonNode first = planned("?runs=1&seed=7");
        scene.calls("v1", "09:07", 30, 10).until("09:12:00");

        assertThat(planned("?runs=1&seed=7")).isEqualTo(first);
        assertThat(planned("?runs=1&seed=8").at("/plan/callsPerHour").asDouble())
                .isEqualTo(80);
    }

    @Test
    void saysHowMuchIsDoneAndMakesNoOtherPlanMeanwhile() {
        calls();

        HttpResponse<String> begun = site.get(PLAN + "?runs=200");
        JsonNode progress = body(begun, 202);
        HttpResponse<String> other = site.get(PLAN + "?runs=199");

        assertThat(progress.path("done").asDouble()).isBetween(0.0, 1.0);
        assertThat(begun.headers().firstValue("Retry-After")).contains("1");
        assertThat(body(other, 503).path("type").asString()).isEqualTo("urn:flow-canary:problem:planning");
        assertThat(other.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void nothingIsPlannedWithoutACall() {
        JsonNode problem = body(site.get(PLAN), 404);

        assertThat(problem.path("detail").asString()).contains("no call of 'main-ivr'", "--calls-per-hour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"share=0", "share=100", "runs=0", "runs=201", "seed=-1", "window=PT1M", "window=1h"})
    void aParameterThatCannotBeIsRefused(String query) {
        assertThat(body(site.get(PLAN + "?" + query), 400).path("detail").asString())
                .contains(query.substring(0, query.indexOf('=')));
    }

    private static JsonNode body(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return OpenApi.body(answer, "get", OPERATION);
    }

    private void calls() {
        scene.calls("v1", "09:00", 40, 8).calls("v2", "09:01", 10, 0).until("09:05:00");
    }

    private JsonNode planned(String query) {
        HttpResponse<String> answer =
                await().atMost(MINUTE).until(() -> site.get(PLAN + query), got -> got.statusCode() == 200);
        return body(answer, 200);
    }
}
