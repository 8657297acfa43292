package io.flowcanary.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.local.centre.CentreSettings;
import io.flowcanary.local.centre.Scenario;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.replay.Replay;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedRolloutTest {
    /** Short steps, so that an hour of few calls shows more than one share. */
    private static final Policy SHORT =
            PolicyYaml.read("canary: main-ivr\nsteps: [10, 40, 100]\nbake: 5m\npromote: bake\n"
                    + "guardrails: [{metric: errorRate, margin: 10.0, maturity: 2m}]\n");

    private static final List<String> LINES = new ArrayList<>();
    private static Course abandons;

    @BeforeAll
    static void record() {
        CentreSettings settings = CentreSettings.of(Scenario.ABANDONS).withCallsPerHour(2_000);
        abandons = Course.of(settings, CentrePolicy.example(), Duration.ofHours(8), LINES::add);
    }

    @Test
    void theShareIsTheFirstStepsUntilTheRolloutHasBegun() {
        FollowedRollout rollout = new FollowedRollout(SHORT, verdict -> {});

        assertThat(rollout.percent(Course.FROM)).hasValue(10);
        assertThat(rollout.ended()).isFalse();
    }

    @Test
    void theCanaryGetsTheShareThatTheRolloutWants() {
        Course course = Course.of(
                CentreSettings.of(Scenario.HEALTHY).withCallsPerHour(3_000), SHORT, Duration.ofHours(1), line -> {});

        assertThat(course.changes())
                .filteredOn(Verdict::transition)
                .extracting(Verdict::share)
                .containsExactly(40, 100);
        // both steps bake for 5 minutes, and begin 2 minutes after the verdict before: 50 calls a minute
        double expected = 50 * (7 * 0.10 + 7 * 0.40);
        assertThat((double) course.truth().of("main-ivr", "v2").started()).isBetween(0.7 * expected, 1.4 * expected);
    }

    @Test
    void noCallComesInAfterTheEnd() {
        assertThat(abandons.last().verdict()).isEqualTo(Verdict.Kind.ROLLBACK);
        Duration judged = Duration.between(Course.FROM, abandons.last().judgedAt());
        long calls = abandons.truth().of("main-ivr", "v1").started()
                + abandons.truth().of("main-ivr", "v2").started();
        assertThat(calls).isLessThan(2_200 * (judged.toMinutes() + 3) / 60);
    }

    @Test
    void aReplayOfTheRecordingGivesTheVerySameVerdicts() {
        List<Verdict> replayed = new ArrayList<>();
        Replay replay =
                new Replay(CentrePolicy.example(), AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, replayed::add);

        LINES.forEach(line -> replay.accept(line.getBytes(UTF_8)));
        replay.finish();

        assertThat(replayed).isNotEmpty().isEqualTo(abandons.verdicts());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCanaryThatLosesCallersGoesBackFromItsFirstStep(long seed) {
        CentreSettings settings =
                CentreSettings.of(Scenario.ABANDONS).withCallsPerHour(1_500).withSeed(seed);

        Course course = Course.of(settings, CentrePolicy.example(), Duration.ofHours(8), line -> {});

        assertThat(course.last().verdict()).isEqualTo(Verdict.Kind.ROLLBACK);
        assertThat(course.changes())
                .filteredOn(Verdict::transition)
                .extracting(Verdict::share)
                .containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"ABANDONS", "ERRORS", "WRONG_SPLIT"})
    void aRecordedScenarioGivesTheVerdictsThatItAlwaysGave(Scenario scenario) throws IOException {
        CentreSettings settings = CentreSettings.of(scenario).withCallsPerHour(2_000);
        Course course = Course.of(settings, CentrePolicy.example(), Duration.ofHours(2), line -> {});

        String changes =
                course.changes().stream().map(FollowedRolloutTest::text).collect(Collectors.joining());

        assertThat(changes).isEqualTo(golden(scenario));
    }

    /** Without the policy's revision: another comment in it changes no verdict. */
    private static String text(Verdict verdict) {
        String said = String.join(
                " ",
                verdict.judgedAt().toString(),
                verdict.verdict().name(),
                verdict.reasons().toString(),
                verdict.share() + " %:",
                verdict.explanation() + "\n");
        return verdict.guardrails().stream().map(FollowedRolloutTest::text).collect(Collectors.joining("", said, ""));
    }

    /** To nine decimals: a logarithm's last digit may differ between processors. */
    private static String text(Verdict.Comparison one) {
        return String.format(
                Locale.ROOT,
                "  %s %d/%d %d/%d harm %.9f no worse %.9f\n",
                one.metric(),
                one.stableBad(),
                one.stableCalls(),
                one.canaryBad(),
                one.canaryCalls(),
                one.evidence().lnHarm(),
                one.evidence().lnNonInferiority());
    }

    private static String golden(Scenario scenario) throws IOException {
        try (InputStream text = FollowedRolloutTest.class.getResourceAsStream(scenario.typed() + "-seed-1.txt")) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }
}
