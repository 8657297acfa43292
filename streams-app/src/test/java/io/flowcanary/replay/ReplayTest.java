package io.flowcanary.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.policy.Policies;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.topology.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final Policy GUIDE = Policies.guide("steps: [5, 100]", "bake: 10m");

    private final List<Verdict> verdicts = new ArrayList<>();
    private final Replay replay = replay(GUIDE);
    private int calls;

    @Test
    void anEmptyRecordingGivesAnEmptySummary() {
        ReplaySummary summary = replay.finish();

        assertThat(summary).isEqualTo(new ReplaySummary("summary", summary.versions(), 0, summary.skipped(), 0));
        assertThat(summary.versions()).isEmpty();
        assertThat(summary.skipped()).isEmpty();
        assertThat(summary.consumed()).isZero();
        assertThat(verdicts).isEmpty();
    }

    @Test
    void everyLineIsCountedSkippedOrDeadLettered() {
        Call call = new Call("c-1");
        accept(call.customerStart("09:00:10"), call.draws("v1", "09:00:11"), call.draws("v1", "09:00:11"));
        replay.accept(Envelopes.text("{"));
        replay.accept(Envelopes.text("[]"));
        replay.accept(Envelopes.text("null"));
        replay.accept(new byte[0]);
        replay.accept(Envelopes.text("7"));
        replay.accept(Envelopes.envelope(
                "v2.detail.events.conversation.c-1.flow.end", time("09:00:20"), Map.of("conversationId", "c-2")));
        replay.accept(Envelopes.envelope("v2.audits.entitytype.id.entityid", time("09:00:20"), Map.of()));
        replay.accept(Envelopes.envelope("v2.detail.events.conversation.c-1.wrapup", time("09:00:20"), Map.of()));
        replay.accept(Envelopes.envelope("v2.detail.events.conversation.c-1.new.thing", time("09:00:20"), Map.of()));
        replay.accept(Envelopes.envelope(
                "v2.detail.events.conversation.c-1.attributes",
                time("09:00:20"),
                Map.of("conversationId", "c-1", "eventTime", Call.at("09:00:20"), "attributes", Map.of("a", "b"))));

        ReplaySummary summary = replay.finish();

        assertThat(summary.counted()).isEqualTo(2);
        assertThat(summary.skipped())
                .isEqualTo(Map.of(
                        "repeated", 1L,
                        "foreign-topic", 1L,
                        "not-needed-wrapup", 1L,
                        "unknown-conversation-topic", 1L,
                        "no-gate-attribute", 1L));
        assertThat(summary.deadLettered()).isEqualTo(6);
        assertThat(summary.consumed()).isEqualTo(13);
    }

    @Test
    void anEventFromTheFutureIsDeadLettered() {
        accept(new Call("c-1").draws("v1", "09:00:11"));
        replay.accept(Envelopes.of(ahead(new Call("c-2").draws("v1", "09:30:00"))));

        ReplaySummary summary = replay.finish();

        assertThat(summary.deadLettered()).isEqualTo(1);
        assertThat(summary.consumed()).isEqualTo(2);
        assertThat(verdicts).isEmpty();
    }

    @Test
    void aRecordingOfNothingButTheFutureIsDeadLettered() {
        replay.accept(Envelopes.of(ahead(new Call("c-1").draws("v1", "09:30:00"))));

        assertThat(replay.finish().deadLettered()).isEqualTo(1);
        assertThat(verdicts).isEmpty();
    }

    @Test
    void anEventOlderThanTheMemoryIsSkipped() {
        Replay forgetful = new Replay(
                GUIDE,
                AttributeNames.DEFAULT,
                new AssembleSettings(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10)),
                verdicts::add);
        Call call = new Call("c-1");
        forgetful.accept(Envelopes.of(call.draws("v1", "09:30:00")));
        forgetful.accept(Envelopes.of(call.customerStart("09:18:59.999")));
        forgetful.accept(Envelopes.of(call.flowStart("09:19:00")));

        ReplaySummary summary = forgetful.finish();

        assertThat(summary.skipped()).isEqualTo(Map.of("older-than-memory", 1L));
        assertThat(summary.counted()).isEqualTo(2);
    }

    @Test
    void theRolloutBeginsWithTheFirstEventsMinute() {
        accept(new Call("c-1").customerStart("09:00:30"), new Call("c-1").draws("v1", "09:03:10"));
        replay.finish();

        assertThat(verdicts).extracting(Verdict::judgedAt).containsExactly(time("09:01:00"), time("09:02:00"));
    }

    @Test
    void aHealthyCanaryIsPromotedAfterTheBake() {
        healthyHour(replay);
        replay.finish();

        assertThat(transitions()).containsExactly(tuple(Kind.PROMOTE, time("09:12:00"), 100));
    }

    @Test
    void theShareOfALaterStepIsInForceTwoMinutesAfterItsVerdictHoweverFarWJumps() {
        Replay steps = replay(Policies.guide("steps: [5, 25, 100]", "bake: 10m"));
        healthyHour(steps);
        steps.finish();

        assertThat(transitions())
                .containsExactly(tuple(Kind.ADVANCE, time("09:12:00"), 25), tuple(Kind.PROMOTE, time("09:24:00"), 100));
    }

    @Test
    void theRolloutCanBeFollowedAsItStands() {
        assertThat(replay.rollout()).isEmpty();

        healthyHour(replay);
        assertThat(replay.rollout()).hasValueSatisfying(begun -> {
            assertThat(begun.share()).isEqualTo(5);
            assertThat(begun.state().active()).isTrue();
        });

        replay.finish();
        assertThat(replay.rollout()).hasValueSatisfying(ended -> {
            assertThat(ended.share()).isEqualTo(100);
            assertThat(ended.state().active()).isFalse();
        });
    }

    @Test
    void theVerdictsAreTheSameWhetherWCreepsOrJumps() {
        Policy steps = Policies.guide("steps: [5, 25, 100]", "bake: 10m");
        Replay jumping = replay(steps);
        healthyHour(jumping);
        jumping.finish();
        List<Verdict> jumped = List.copyOf(verdicts);
        verdicts.clear();
        calls = 0;

        Replay creeping = replay(steps);
        healthyMinute(creeping);
        // A call of another canary in every partition each minute moves W as the recording goes on.
        for (int minute = 1; minute < 60; minute++) {
            for (int i = 0; i < 100; i++) {
                String time = "09:%02d:05".formatted(minute);
                creeping.accept(Envelopes.of(new Call("e-" + minute + "-" + i).draws("v1", "else", time)));
            }
        }
        creeping.accept(Envelopes.of(new Call("last").draws("v1", "else", "10:00:00")));
        creeping.finish();

        assertThat(verdicts).isEqualTo(jumped);
    }

    @ParameterizedTest
    @CsvSource({"5, '5,25,50,100'", "10, '10,25,50,100'", "25, '25,50,100'", "60, '60,100'", "99, '99,100'"})
    void aShareIsTheFirstStepAndOnlyHigherOnesFollow(int share, String steps) {
        Policy policy = Policies.guide("steps: [5, 25, 50, 100]").startingAt(share);

        assertThat(policy.steps()).extracting(String::valueOf).containsExactly(steps.split(","));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 101})
    void aShareLeavesBothVersionsSomething(int share) {
        assertThatThrownBy(() -> GUIDE.startingAt(share))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining("steps");
    }

    @Test
    void theVerdictsShowTheShareOfTheRecording() {
        Replay half = replay(Policies.guide("steps: [5, 25, 100]", "bake: 10m").startingAt(50));
        healthyHour(half);
        half.finish();

        assertThat(verdicts.get(0).share()).isEqualTo(50);
        assertThat(transitions()).containsExactly(tuple(Kind.PROMOTE, time("09:12:00"), 100));
    }

    private Replay replay(Policy policy) {
        return new Replay(policy, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdicts::add);
    }

    /** Forty calls of each version in the first minute. */
    private void healthyMinute(Replay into) {
        for (String version : List.of("v1", "v2")) {
            for (int i = 0; i < 40; i++) {
                Call call = new Call("c-" + calls++);
                into.accept(Envelopes.of(call.customerStart("09:00:10")));
                into.accept(Envelopes.of(call.draws(version, "09:00:11")));
                into.accept(Envelopes.of(call.customerEnd("09:00:50")));
            }
        }
    }

    /** Then one event an hour later. */
    private void healthyHour(Replay into) {
        healthyMinute(into);
        into.accept(Envelopes.of(new Call("last").draws("v1", "else", "10:00:00")));
    }

    private List<Tuple> transitions() {
        return verdicts.stream()
                .filter(Verdict::transition)
                .map(verdict -> tuple(verdict.verdict(), verdict.judgedAt(), verdict.share()))
                .toList();
    }

    private void accept(ConversationEvent... events) {
        for (ConversationEvent event : events) {
            replay.accept(Envelopes.of(event));
        }
    }

    private static ConversationEvent ahead(ConversationEvent event) {
        return new ConversationEvent(
                event.kind(),
                event.conversationId(),
                event.participantId(),
                event.sessionId(),
                event.eventTime(),
                event.eventTime() - 300_001,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                event.draw());
    }

    private static Instant time(String time) {
        return Instant.ofEpochMilli(Call.at(time));
    }
}
