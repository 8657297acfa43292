package io.flowcanary.assemble;

import io.flowcanary.assemble.Contribution.Place;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Outcome;
import io.flowcanary.record.SourceRecord;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Assembles the conversations of one source partition and keeps its sums. What an event changes is counted by taking away
 * what the conversation added before and adding what it adds now; where a cell is already complete, both go to its column of
 * late facts. So the sum over both columns is always exact, and a complete cell never changes.
 *
 * <p>Every record taken in is counted under one name: {@code counted}, {@code heartbeat}, {@code skipped.*} or
 * {@code dead-letter.*}.
 */
public final class PartitionAssembler {
    /** The figure that holds the largest event time of a partition, epoch milliseconds. */
    public static final String MAX_EVENT_TIME = "max-event-time";

    private static final String EVENTS = "events.";

    private final int partition;
    private final AssembleSettings settings;
    private final PartitionState state;
    private final PartitionOutput output;
    private final Versions versions;

    public PartitionAssembler(int partition, AssembleSettings settings, PartitionState state, PartitionOutput output) {
        this.partition = partition;
        this.settings = settings;
        this.state = state;
        this.output = output;
        this.versions = new Versions(state);
    }

    /**
     * Takes in one record.
     *
     * @throws UnusableRecordException when the record can never be counted; the caller buries it and calls {@link #buried}
     */
    public void accept(SourceRecord record) {
        if (record.eventTime() > record.receivedAt() + settings.ahead().toMillis()) {
            throw new UnusableRecordException(
                    "ahead-of-received",
                    "event time " + Instant.ofEpochMilli(record.eventTime()) + " is more than " + settings.ahead()
                            + " ahead of its reception at " + Instant.ofEpochMilli(record.receivedAt())
                            + ": check the sender's clock");
        }
        long watermark = watermark();
        if (record instanceof ConversationEvent event) {
            count(event, watermark);
        } else if (record instanceof Heartbeat) {
            increment("heartbeat");
        }
        if (record.eventTime() > maxEventTime()) {
            state.putFigure(MAX_EVENT_TIME, record.eventTime());
        }
    }

    /** Counts a record that went to the dead letters. */
    public void buried(String reason) {
        increment("dead-letter." + reason);
    }

    /** Hands over the totals that changed since the last time, then the watermark up to which they are everything. */
    public void flush() {
        state.changed((cell, sums) -> output.tally(Column.totals(cell, partition, sums)));
        output.tally(new Watermark(partition, watermark(), state.figures(EVENTS)));
    }

    /** Forgets the conversations whose time is over, and sums that nothing can change any more. */
    public void forget() {
        long watermark = watermark();
        if (watermark == Long.MIN_VALUE) {
            return;
        }
        long memory = settings.memory().toMillis();
        state.due(watermark, (id, at) -> {
            Conversation conversation = state.conversation(id);
            if (conversation != null && conversation.latest() + memory > watermark) {
                state.remindOf(id, conversation.latest() + memory);
            } else {
                state.removeConversation(id);
            }
        });
        Duration kept = settings.memory().plus(settings.memory());
        state.dropBefore(Math.floorDiv(watermark - kept.toMillis(), Cell.MINUTE));
    }

    private void count(ConversationEvent event, long watermark) {
        long memory = settings.memory().toMillis();
        if (watermark != Long.MIN_VALUE && event.eventTime() < watermark - memory) {
            increment("skipped.older-than-memory");
            return;
        }
        String id = event.conversationId();
        Conversation known = state.conversation(id);
        Conversation before = known == null ? Conversation.NEW : known;
        Conversation after = before.with(event);
        refuseTooMany(id, "legs", after.legs().size(), "stretches of agents' work");
        refuseTooMany(id, "moments", after.moments().size(), "queues, flow ends and transfers");
        if (after.equals(before)) {
            increment("skipped.repeated");
            return;
        }
        if (known == null) {
            state.remindOf(id, event.eventTime() + memory);
        }
        Contribution was = known == null ? Contribution.NOTHING : Contribution.of(before, versions::nameFor);
        Contribution is = Contribution.of(after, versions::nameFor);
        state.putConversation(id, after.late(addDifference(was, is, watermark)));
        Outcome outcome = outcome(id, after, is);
        if (outcome != null && !outcome.equals(outcome(id, before, was))) {
            output.outcome(outcome);
        }
        increment("counted");
    }

    private static void refuseTooMany(String id, String name, int found, String what) {
        if (found > Conversation.MOST) {
            throw new UnusableRecordException(
                    "too-many-" + name, "conversation " + id + " has more than " + Conversation.MOST + " " + what);
        }
    }

    /** Counts what changed; the facts among it that came too late. */
    private Set<Fact> addDifference(Contribution was, Contribution is, long watermark) {
        Set<Fact> lateFacts = EnumSet.noneOf(Fact.class);
        if (was.amounts().equals(is.amounts())) {
            return lateFacts;
        }
        Set<Place> places = new HashSet<>(was.amounts().keySet());
        places.addAll(is.amounts().keySet());
        Set<Cell> late = new HashSet<>();
        for (Place place : places) {
            long difference =
                    is.amounts().getOrDefault(place, 0L) - was.amounts().getOrDefault(place, 0L);
            if (difference != 0) {
                boolean open = watermark < Cell.completeAt(place.cell().minute(), place.age());
                String column = open
                        ? place.measure().inTime(place.age())
                        : place.measure().late();
                if (column != null) {
                    state.add(place.cell(), column, difference);
                }
                if (!open && column != null && !place.cell().version().equals(Cell.ALL)) {
                    late.add(new Cell(
                            Math.floorDiv(watermark, Cell.MINUTE),
                            place.cell().canary(),
                            place.cell().version()));
                    if (place.measure() instanceof Measure.Shown shown) {
                        lateFacts.add(shown.fact());
                    }
                }
            }
        }
        late.forEach(cell -> state.add(cell, Column.LATE_EVENTS, 1));
        return lateFacts;
    }

    private static Outcome outcome(String id, Conversation call, Contribution counted) {
        Long end = counted.facts().get(Fact.ENDED);
        if (end == null) {
            return null;
        }
        return new Outcome(
                id,
                counted.cell().canary(),
                counted.cell().version(),
                Instant.ofEpochMilli(call.start()),
                Instant.ofEpochMilli(end),
                Set.copyOf(counted.facts().keySet()),
                AgentTime.handleMs(call.legs().values()),
                AgentTime.talkMs(call.legs().values()));
    }

    private long maxEventTime() {
        return Objects.requireNonNullElse(state.figure(MAX_EVENT_TIME), Long.MIN_VALUE);
    }

    /** The event time, in epoch milliseconds, before which an event is late; {@code Long.MIN_VALUE} before the first. */
    private long watermark() {
        long max = maxEventTime();
        return max == Long.MIN_VALUE ? max : max - settings.lateness().toMillis();
    }

    private void increment(String name) {
        state.putFigure(EVENTS + name, Objects.requireNonNullElse(state.figure(EVENTS + name), 0L) + 1);
    }
}
