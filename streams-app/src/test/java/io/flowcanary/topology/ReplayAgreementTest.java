package io.flowcanary.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import io.flowcanary.replay.Envelopes;
import io.flowcanary.replay.Replay;
import io.flowcanary.replay.ReplaySummary;
import io.flowcanary.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A recording gives the same counts and the same verdicts in the stream and in the replay. */
class ReplayAgreementTest {
    private static final Policy GUIDE = Scene.guide(Call.CANARY, "steps: [5, 100]", "bake: 10m");
    private static final Policy EVIDENCE = PolicyYaml.read("""
            canary: main-ivr
            steps: [40, 100]
            promote: bake
            bake: 10m
            """);
    private static final int CALLS = 300;

    /** How many percent of the canary's calls are given up, and what follows. */
    enum Canary {
        HEALTHY(0, Kind.PROMOTE),
        BAD(60, Kind.ROLLBACK);

        private final int abandoned;
        private final Kind end;

        Canary(int abandoned, Kind end) {
            this.abandoned = abandoned;
            this.end = end;
        }
    }

    private record Outcome(List<Verdict> verdicts, ReplaySummary summary) {}

    @ParameterizedTest
    @EnumSource
    void agreesOverManyPartitions(Canary canary) {
        List<ConversationEvent> events = recording(canary, ids());

        Outcome replayed = replayed(events, GUIDE);

        assertThat(replayed).isEqualTo(streamed(events, GUIDE));
        assertThat(replayed.verdicts())
                .last()
                .satisfies(verdict -> assertThat(verdict.verdict()).isEqualTo(canary.end));
        assertThat(replayed.summary().consumed()).isEqualTo(events.size());
        assertThat(replayed.summary().versions().get("v1").late()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HEALTHY, GATE_NOT_RANDOM", "BAD, GUARDRAIL"})
    void agreesOnTheEvidenceToTheLastBit(Canary canary, Reason end) {
        List<ConversationEvent> events = recording(canary, ids());

        Outcome replayed = replayed(events, EVIDENCE);

        assertThat(replayed).isEqualTo(streamed(events, EVIDENCE));
        assertThat(replayed.verdicts())
                .last()
                .satisfies(verdict -> assertThat(verdict.reason()).isEqualTo(end));
    }

    @Test
    void agreesOnWhatIsLateWhereAllCallsAreInOnePartition() {
        List<ConversationEvent> events = new ArrayList<>(recording(Canary.HEALTHY, idsOfOnePartition()));
        List<ConversationEvent> held = events.stream()
                .filter(event -> Math.floorMod(event.conversationId().hashCode(), 7) == 0)
                .filter(event -> event.disconnectType() != null)
                .toList();
        events.removeAll(held);
        events.addAll(held);

        Outcome replayed = replayed(events, GUIDE);

        assertThat(replayed).isEqualTo(streamed(events, GUIDE));
        assertThat(replayed.summary().versions().get("v1").late()).containsKey("ended");
    }

    @Test
    void anEnvelopeHoldsTheWholeEvent() {
        List<ConversationEvent> events = recording(Canary.BAD, ids());
        EnvelopeParser parser = new EnvelopeParser(AttributeNames.DEFAULT);

        assertThat(events)
                .allSatisfy(event ->
                        assertThat(parser.parseRecorded(Envelopes.of(event))).isEqualTo(new Parsed.Event(event, true)));
    }

    private static Outcome replayed(List<ConversationEvent> events, Policy policy) {
        List<Verdict> verdicts = new ArrayList<>();
        Replay replay = new Replay(policy, AttributeNames.DEFAULT, AssembleSettings.DEFAULTS, verdicts::add);
        events.forEach(event -> replay.accept(Envelopes.of(event)));
        return new Outcome(verdicts, replay.finish());
    }

    private static Outcome streamed(List<ConversationEvent> events, Policy policy) {
        try (Stream stream = new Stream()) {
            new Scene(stream)
                    .start(policy, "09:00:00")
                    .applied(1, policy.steps().get(0), "09:00:00");
            for (int i = 0; i < events.size(); i++) {
                stream.pipe(events.get(i));
                if (i % 17 == 0) {
                    stream.flush();
                }
            }
            long latest = events.stream()
                    .mapToLong(ConversationEvent::eventTime)
                    .max()
                    .orElseThrow();
            stream.pipe(new Heartbeat("test", latest, false, latest));
            stream.flush();
            TreeMap<String, Long> skipped = new TreeMap<>();
            stream.events().forEach((name, count) -> {
                if (name.startsWith("skipped.")) {
                    skipped.put(name.substring("skipped.".length()), count);
                }
            });
            return new Outcome(
                    stream.verdicts(),
                    new ReplaySummary(
                            "summary",
                            new TreeMap<>(stream.tallies()),
                            stream.events().get("counted"),
                            skipped,
                            0));
        }
    }

    /** Half an hour of calls, ten a minute, the first four of them the canary's; some events come twice. */
    private static List<ConversationEvent> recording(Canary canary, List<String> ids) {
        Random random = new Random(20260115);
        List<ConversationEvent> events = new ArrayList<>();
        List<Call> calls = ids.stream().map(Call::new).toList();
        for (int i = 0; i < calls.size(); i++) {
            boolean isCanary = i % 10 < 4;
            String version = isCanary ? "v2" : i % 50 == 9 ? "fallback" : "v1";
            boolean abandoned = random.nextInt(100) < (isCanary ? canary.abandoned : 8);
            events.addAll(call(calls.get(i), version, 9 * 3600 + i / 10 * 60 + i % 10 * 6, abandoned, random));
        }
        events.addAll(List.copyOf(events.subList(100, 160)));
        events.sort(Comparator.comparingLong(ConversationEvent::eventTime));
        return events;
    }

    private static List<ConversationEvent> call(
            Call call, String version, int start, boolean abandoned, Random random) {
        List<ConversationEvent> events = new ArrayList<>(List.of(
                call.customerStart(time(start)), call.flowStart(time(start)), call.draws(version, time(start + 2))));
        int out = start + 20 + random.nextInt(40);
        if (!abandoned && random.nextInt(3) == 0) {
            events.add(call.flowEnd(time(out), "FLOW_DISCONNECT"));
            events.add(call.customerEnd(time(out)));
            return events;
        }
        events.add(call.flowEnd(time(out), "TRANSFER"));
        events.add(call.queueStart(time(out)));
        int answer = out + 10 + random.nextInt(60);
        if (abandoned) {
            events.add(call.queueEnd(time(answer), "ABANDON"));
            events.add(call.customerEnd(time(answer)));
            return events;
        }
        int end = answer + 30 + random.nextInt(200);
        events.add(call.queueEnd(time(answer), "ANSWERED"));
        events.add(call.agentStart("a-1", time(answer)));
        String how = version.equals("v1") && random.nextInt(5) == 0 ? "TRANSFER" : "ENDPOINT";
        events.add(call.agentEnd("a-1", time(end), how, 1000L * (end - answer) - 500, 1000L * (end - answer)));
        events.add(call.customerEnd(time(end)));
        events.add(call.afterCallWork("a-1", time(end + 15), 15_000));
        return events;
    }

    private static String time(int second) {
        return LocalTime.ofSecondOfDay(second).format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    private static List<String> ids() {
        return IntStream.range(0, CALLS).mapToObj(i -> "c-" + i).toList();
    }

    private static List<String> idsOfOnePartition() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "c-" + i)
                .filter(id -> Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8)))
                                % Topic.CONVERSATION_EVENTS.partitions()
                        == 0)
                .limit(CALLS)
                .toList();
    }
}
