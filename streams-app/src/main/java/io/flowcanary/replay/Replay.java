package io.flowcanary.replay;

import io.flowcanary.assemble.AssembleSettings;
import io.flowcanary.assemble.Cell;
import io.flowcanary.assemble.PartitionAssembler;
import io.flowcanary.assemble.PartitionOutput;
import io.flowcanary.bridge.envelope.AttributeNames;
import io.flowcanary.bridge.envelope.EnvelopeParser;
import io.flowcanary.bridge.envelope.Parsed;
import io.flowcanary.record.Command;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.TallyRecord;
import io.flowcanary.record.Totals;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Verdict;
import io.flowcanary.record.Watermark;
import io.flowcanary.rollout.CanaryState;
import io.flowcanary.rollout.Decision;
import io.flowcanary.rollout.RolloutMachine;
import io.flowcanary.tally.CompleteCounts;
import io.flowcanary.tally.PolicyTallies;
import io.flowcanary.tally.TallyStore;
import io.flowcanary.tally.VersionTally;
import io.flowcanary.tally.Watermarks;
import io.flowcanary.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Folds recorded envelopes as the stream would, with as many partitions, each with its own watermark: a recording gives the
 * same counts and verdicts here and there. The rollout begins with the first event's minute, its share in force at once; the
 * share of a later step is in force {@link #IN_FORCE_AFTER} after the minute of its verdict.
 */
public final class Replay implements PartitionOutput {
    private static final int PARTITIONS = Topic.CONVERSATION_EVENTS.partitions();
    private static final String ACTOR = "replay";
    /** A verdict about a minute comes a minute of lateness after it, with the next minute: no flow reads its share sooner. */
    private static final Duration IN_FORCE_AFTER = Duration.ofMinutes(2);

    private final Policy policy;
    private final EnvelopeParser parser;
    private final Consumer<Verdict> verdicts;
    private final TallyStore tallies;
    private final RolloutMachine machine = new RolloutMachine();
    private final List<PartitionAssembler> assemblers = new ArrayList<>();
    private final Map<Integer, Watermark> watermarks = new TreeMap<>();
    private final TreeMap<String, Long> skipped = new TreeMap<>();
    private final TreeMap<String, Long> buried = new TreeMap<>();
    private CanaryState state = CanaryState.NONE;
    private long latest = Long.MIN_VALUE;
    private long judgedTo = Long.MIN_VALUE;

    /** @param verdicts takes every verdict, in order */
    public Replay(Policy policy, AttributeNames attributes, AssembleSettings settings, Consumer<Verdict> verdicts) {
        this.policy = policy;
        this.verdicts = verdicts;
        this.tallies = new PolicyTallies(new MapTallies(), policy);
        parser = new EnvelopeParser(attributes);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assemblers.add(new PartitionAssembler(partition, settings, new MapPartitionState(), this));
        }
    }

    /** Takes in one envelope. */
    public void accept(byte[] envelope) {
        accept(parser.parseRecorded(envelope));
    }

    /** Takes in what was found next. */
    public void accept(Parsed parsed) {
        if (parsed instanceof Parsed.Event event) {
            accept(event.event());
        } else if (parsed instanceof Parsed.Skipped skip) {
            skipped.merge(skip.reason(), 1L, Long::sum);
        } else if (parsed instanceof Parsed.Unusable unusable) {
            buried.merge(unusable.reason(), 1L, Long::sum);
        }
    }

    /** What could not be used so far, by reason; all of it after {@link #finish}. */
    public Map<String, Long> buried() {
        return Collections.unmodifiableMap(buried);
    }

    /** The rollout as it stands; empty before the first event. */
    public Optional<Rollout> rollout() {
        return Optional.ofNullable(state.rollout());
    }

    /** Lets event time reach the last event everywhere, as a drained source does, and sums up. */
    public ReplaySummary finish() {
        if (latest != Long.MIN_VALUE) {
            for (PartitionAssembler assembler : assemblers) {
                assembler.accept(new Heartbeat(ACTOR, latest, false, latest));
            }
        }
        flush();
        judge();
        long counted = 0;
        for (Watermark watermark : watermarks.values()) {
            for (Map.Entry<String, Long> event : watermark.events().entrySet()) {
                if (event.getKey().startsWith("skipped.")) {
                    skipped.merge(event.getKey().substring("skipped.".length()), event.getValue(), Long::sum);
                } else if (event.getKey().startsWith("dead-letter.")) {
                    buried.merge(event.getKey().substring("dead-letter.".length()), event.getValue(), Long::sum);
                } else if (event.getKey().equals("counted")) {
                    counted += event.getValue();
                }
            }
        }
        return new ReplaySummary(
                "summary",
                VersionTally.read(tallies, policy.canary(), 0, Long.MAX_VALUE / Cell.MINUTE / 2),
                counted,
                skipped,
                buried.values().stream().mapToLong(Long::longValue).sum());
    }

    private void accept(ConversationEvent event) {
        PartitionAssembler assembler = assemblers.get(Topic.CONVERSATION_EVENTS.partitionOf(event.conversationId()));
        try {
            assembler.accept(event);
        } catch (UnusableRecordException problem) {
            assembler.buried(problem.reason());
            return;
        }
        if (latest == Long.MIN_VALUE) {
            start(Instant.ofEpochMilli(Math.floorDiv(event.eventTime(), Cell.MINUTE) * Cell.MINUTE));
        }
        if (event.eventTime() > latest) {
            boolean newMinute = Math.floorDiv(event.eventTime(), Cell.MINUTE) > Math.floorDiv(latest, Cell.MINUTE);
            latest = event.eventTime();
            if (newMinute) {
                flush();
                judge();
            }
        }
    }

    private void flush() {
        assemblers.forEach(PartitionAssembler::flush);
        assemblers.forEach(PartitionAssembler::forget);
    }

    private void start(Instant at) {
        take(obey(new Command.Start("start", policy.canary(), at, ACTOR, "replay", policy, null)));
        confirm(at);
    }

    /** As if the watermark stood at the command's time: it may be far beyond it by now, and that must not show. */
    private Decision obey(Command command) {
        return machine.command(state, command, command.at(), parameter -> false);
    }

    private void judge() {
        OptionalLong w = Watermarks.lowest(watermarks.values(), PARTITIONS);
        if (w.isEmpty() || Math.floorDiv(w.getAsLong(), Cell.MINUTE) <= judgedTo) {
            return;
        }
        judgedTo = Math.floorDiv(w.getAsLong(), Cell.MINUTE);
        Instant at = Instant.ofEpochMilli(w.getAsLong());
        for (Optional<Instant> minute = machine.nextLook(state, at);
                minute.isPresent();
                minute = machine.nextLook(state, at)) {
            confirmBy(minute.get());
            take(machine.look(
                    state,
                    minute.get(),
                    new CompleteCounts(tallies, policy.canary(), minute.get().toEpochMilli())));
        }
    }

    private void confirmBy(Instant minute) {
        Rollout rollout = state.rollout();
        Instant inForce = rollout.changedAt().plus(IN_FORCE_AFTER);
        if (rollout.confirmedAt() == null && !minute.isBefore(inForce)) {
            confirm(inForce);
        }
    }

    private void confirm(Instant at) {
        Rollout rollout = state.rollout();
        take(obey(new Command.Applied(
                "applied-" + rollout.epoch(),
                policy.canary(),
                at,
                ACTOR,
                "replay",
                rollout.epoch(),
                rollout.share(),
                0)));
    }

    private void take(Decision decision) {
        decision.refusal().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        state = decision.state();
        decision.verdicts().forEach(verdicts);
    }

    @Override
    public void tally(TallyRecord record) {
        if (record instanceof Totals totals) {
            tallies.put(totals);
        } else if (record instanceof Watermark watermark) {
            watermarks.put(watermark.partition(), watermark);
        }
    }

    @Override
    public void outcome(Outcome outcome) {}
}
