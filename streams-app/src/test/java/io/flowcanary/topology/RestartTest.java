package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.record.Answer;
import io.flowcanary.record.DeadLetter;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.RolloutState;
import io.flowcanary.record.Totals;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that a task knows is in its stores: wherever it is cut off, its successor goes on as if nothing had happened. */
class RestartTest {
    private static final Policy GUIDE = Scene.guide(Call.CANARY, "steps: [5, 25, 100]", "bake: 10m", "minCalls: 2");
    private static final String OTHER = "other-ivr";
    private static final Policy REFUSED = Scene.guide(OTHER, "steps: [5, 100]");

    private static final long SIX_DAYS_LATER =
            Call.at("09:00:00") + Duration.ofDays(6).toMillis();

    /** Each step ends where a task can be cut off: not every one flushes. */
    private static final List<BiConsumer<Stream, Scene>> STORY = List.of(
            (stream, scene) -> scene.start(GUIDE, "09:00:00"),
            (stream, scene) -> scene.calls("v1", "09:00", 4, 1),
            (stream, scene) -> scene.calls("v2", "09:00", 2, 0),
            (stream, scene) -> stream.pipe(new Call("long").draws("v2", "09:00:30")),
            (stream, scene) -> stream.flush(),
            (stream, scene) -> stream.pipe(new Call("long").queueStart("09:01:00")),
            (stream, scene) -> stream.pipeRaw("{".getBytes(StandardCharsets.UTF_8)),
            (stream, scene) -> scene.until("09:03:30"),
            (stream, scene) -> scene.applied(1, 5, "09:03:30"),
            (stream, scene) -> stream.pipe(new Call("early").draws("v2", "09:01:30")),
            (stream, scene) -> stream.pipe(new Call("long").draws("v1", "09:00:40")),
            (stream, scene) -> stream.pipe(new Call("long").queueEnd("09:04:40", "ABANDON")),
            (stream, scene) -> scene.strangerWrites(1, "09:04:50"),
            (stream, scene) -> scene.until("09:06:00"),
            (stream, scene) -> new Scene(stream, OTHER).start(REFUSED, "09:06:00"),
            (stream, scene) -> scene.resume("09:06:30"),
            (stream, scene) -> scene.applied(2, 5, "09:06:40"),
            (stream, scene) -> stream.pipe(new Call("long").agentEnd("a-1", "09:07:00", "TRANSFER", 60_000, 90_000)),
            (stream, scene) -> scene.until("09:12:00"),
            (stream, scene) -> stream.pipe(new Call("long").customerEnd("09:07:00")),
            (stream, scene) -> stream.pipe(new Call("long").afterCallWork("a-1", "09:08:00", 30_000)),
            (stream, scene) -> scene.until("09:18:00"),
            (stream, scene) -> scene.applied(3, 25, "09:18:00"),
            (stream, scene) -> scene.pause("09:18:10"),
            (stream, scene) -> scene.lease("09:18:20"),
            (stream, scene) -> scene.resume("09:18:30"),
            (stream, scene) -> scene.applied(4, 25, "09:18:40"),
            (stream, scene) -> scene.calls("v9", "09:20", 1, 1),
            (stream, scene) -> List.of("x1", "x2", "x3", "x4", "x5").forEach(x -> scene.calls(x, "09:20", 1, 0)),
            (stream, scene) -> scene.calls("x6", "09:20", 1, 0),
            (stream, scene) -> scene.until("09:40:00"),
            (stream, scene) -> stream.pipe(new Heartbeat("test", SIX_DAYS_LATER, false, SIX_DAYS_LATER)),
            (stream, scene) -> stream.pass(Duration.ofMinutes(1)));

    private static final Seen UNINTERRUPTED = play(Set.of());

    /** All that came out, and all that is known at the end. */
    private record Seen(
            List<Verdict> verdicts,
            List<Rollout> rollouts,
            List<Answer> answers,
            List<Outcome> outcomes,
            List<String> deadLetters,
            Map<String, Totals> totals,
            Map<String, Long> events,
            long remembered) {}

    private static final int EVERY = 4;

    /** Each step is the last one of a task in one of these, and the three after it run undisturbed. */
    static java.util.stream.Stream<Set<Integer>> cuts() {
        return IntStream.range(0, EVERY).mapToObj(first -> everyStep(first, EVERY));
    }

    private static Set<Integer> everyStep(int first, int by) {
        return IntStream.iterate(first, step -> step < STORY.size(), step -> step + by)
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void theStoryGoesThroughHoldPauseAdvancePromotionAndForgetting() {
        assertThat(UNINTERRUPTED.verdicts())
                .extracting(Verdict::reason)
                .contains(Reason.MIN_CALLS, Reason.EXTERNAL_CHANGE, Reason.BAKING, Reason.HEALTHY);
        assertThat(UNINTERRUPTED.rollouts())
                .last()
                .satisfies(rollout -> assertThat(rollout.state()).isEqualTo(RolloutState.PROMOTED));
        assertThat(UNINTERRUPTED.answers()).extracting(Answer::order).contains("start", "resume", "pause", "lease");
        assertThat(UNINTERRUPTED.totals().values())
                .anyMatch(totals -> !totals.late().isEmpty());
        assertThat(UNINTERRUPTED.totals().values()).extracting(Totals::version).contains("x5", "other");
        assertThat(UNINTERRUPTED.remembered()).isZero();
        assertThat(UNINTERRUPTED.events()).containsEntry("dead-letter.malformed-json", 1L);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aTaskThatIsCutOffGoesOnAsIfNothingHadHappened(Set<Integer> cuts) {
        assertThat(play(cuts)).isEqualTo(UNINTERRUPTED);
    }

    @Test
    void aTaskThatIsCutOffAllTheTimeGoesOnAsIfNothingHadHappened() {
        assertThat(play(everyStep(0, 1))).isEqualTo(UNINTERRUPTED);
    }

    @Test
    void aStandstillIsToldAgainAfterARestart() {
        Stream stream = new Stream();
        new Scene(stream).start(GUIDE, "09:00:00").until("09:01:00");
        stream.pass(Duration.ofMinutes(3));

        try (Stream next = stream.restarted()) {
            next.pass(Duration.ofMinutes(3));

            assertThat(next.verdicts())
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.id()).isEqualTo("main-ivr/1/2026-01-15T09:01:00Z/stale"));
        }
    }

    private static Seen play(Set<Integer> cuts) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Rollout> rollouts = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> deadLetters = new ArrayList<>();
        Stream stream = new Stream();
        try {
            Scene scene = new Scene(stream);
            for (int step = 0; step < STORY.size(); step++) {
                STORY.get(step).accept(stream, scene);
                verdicts.addAll(stream.verdicts());
                rollouts.addAll(stream.rollouts());
                answers.addAll(stream.answers());
                outcomes.addAll(stream.outcomes());
                deadLetters.addAll(
                        stream.deadLetters().stream().map(DeadLetter::reason).toList());
                if (cuts.contains(step)) {
                    stream = stream.restarted();
                    scene = scene.in(stream);
                }
            }
            return new Seen(
                    verdicts,
                    rollouts,
                    answers,
                    outcomes,
                    deadLetters,
                    stream.allTotals(),
                    stream.events(),
                    stream.remembered());
        } finally {
            stream.close();
        }
    }
}
