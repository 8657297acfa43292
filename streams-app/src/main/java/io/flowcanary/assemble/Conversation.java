package io.flowcanary.assemble;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.ConversationEvent;
import io.flowcanary.record.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that is remembered of a conversation. Taking in an event keeps, of each thing, the earliest by event time: so the order
 * of events does not matter, nor how often each arrives.
 *
 * @param signs when each sign was first seen, epoch milliseconds
 * @param latest the latest event time, epoch milliseconds
 * @param flow the first inbound call flow; null when none was seen
 * @param flowVersion that flow's published version, as {@code id/version}; null when none was seen
 * @param canary the first canary name; null when none was seen
 * @param versions the two earliest versions, by when each was first drawn: a second one makes the conversation mixed, and a
 *     third could not make it more so
 * @param moments what can happen more than once, in order
 * @param legs agents' work, by {@link Leg#key}
 * @param late what changed after its cell was complete: counted, and no evidence
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Conversation(
        Map<Sign, Long> signs,
        long latest,
        Mark flow,
        Mark flowVersion,
        Mark canary,
        Map<String, Long> versions,
        SortedSet<Moment> moments,
        Map<String, Leg> legs,
        Set<Fact> late) {

    /**
     * More moments, and more legs, than any real conversation has; what comes with more is refused, so that one key cannot fill the
     * store.
     */
    static final int MOST = 200;

    private static final int MOST_VERSIONS = 2;

    /** A name and when it was first seen. */
    record Mark(String name, long at) implements Comparable<Mark> {
        @Override
        public int compareTo(Mark other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : name.compareTo(other.name);
        }
    }

    public Conversation {
        signs = signs == null ? Map.of() : signs;
        versions = versions == null ? Map.of() : versions;
        moments = moments == null ? Collections.emptySortedSet() : moments;
        legs = legs == null ? Map.of() : legs;
        late = late == null ? Set.of() : late;
    }

    static final Conversation NEW = new Conversation(
            Map.of(), Long.MIN_VALUE, null, null, null, Map.of(), Collections.emptySortedSet(), Map.of(), Set.of());

    /** This conversation with what the event adds; equal to this one when it adds nothing. */
    Conversation with(ConversationEvent event) {
        long at = event.eventTime();
        EnumMap<Sign, Long> allSigns = new EnumMap<>(Sign.class);
        allSigns.putAll(signs);
        Sign.of(event).forEach(sign -> allSigns.merge(sign, at, Math::min));
        Mark firstFlow = flow;
        Mark firstFlowVersion = flowVersion;
        if (event.flow() != null && event.flow().id() != null && Sign.isInboundCall(event.flow())) {
            firstFlow = earlier(flow, new Mark(event.flow().id(), at));
            if (event.flow().version() != null) {
                firstFlowVersion = earlier(
                        flowVersion,
                        new Mark(
                                FlowVersion.name(event.flow().id(), event.flow().version()), at));
            }
        }
        Mark firstCanary = canary;
        Map<String, Long> firstVersions = versions;
        if (event.draw() != null) {
            if (event.draw().canary() != null) {
                firstCanary = earlier(canary, new Mark(event.draw().canary(), at));
            }
            if (event.draw().version() != null) {
                firstVersions = withVersion(event.draw().version(), at);
            }
        }
        return new Conversation(
                allSigns,
                Math.max(latest, at),
                firstFlow,
                firstFlowVersion,
                firstCanary,
                firstVersions,
                withMoment(event),
                withWork(event),
                late);
    }

    Conversation late(Set<Fact> more) {
        if (late.containsAll(more)) {
            return this;
        }
        Set<Fact> all = EnumSet.copyOf(more);
        all.addAll(late);
        return new Conversation(signs, latest, flow, flowVersion, canary, versions, moments, legs, all);
    }

    /** When it started: as the start of the caller or of who was called says, else as the earliest event does. */
    long start() {
        return Stream.of(Sign.CUSTOMER_START, Sign.OUTSIDE_START, Sign.SEEN)
                .map(signs::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** When anything that counts for its version happened. */
    Collection<Long> times() {
        List<Long> times = new ArrayList<>(signs.values());
        times.add(start());
        moments.forEach(moment -> times.add(moment.at()));
        legs.values().forEach(leg -> times.add(leg.at()));
        return times;
    }

    /** What was known of it at a time, not before its start. */
    Conversation upTo(long time) {
        if (latest <= time) {
            return this;
        }
        Map<Sign, Long> earlierSigns = new EnumMap<>(Sign.class);
        signs.forEach((sign, at) -> {
            if (at <= time) {
                earlierSigns.put(sign, at);
            }
        });
        Map<String, Leg> earlierLegs = new TreeMap<>(legs);
        earlierLegs.values().removeIf(leg -> leg.at() > time);
        SortedSet<Moment> earlierMoments = new TreeSet<>(moments);
        earlierMoments.removeIf(moment -> moment.at() > time);
        return new Conversation(
                earlierSigns, time, flow, flowVersion, canary, versions, earlierMoments, earlierLegs, late);
    }

    private static Mark earlier(Mark known, Mark found) {
        return known == null || found.compareTo(known) < 0 ? found : known;
    }

    private Map<String, Long> withVersion(String version, long at) {
        Map<String, Long> all = new TreeMap<>(versions);
        all.merge(version, at, Math::min);
        if (all.size() > MOST_VERSIONS) {
            all.entrySet().stream()
                    .map(entry -> new Mark(entry.getKey(), entry.getValue()))
                    .max(Mark::compareTo)
                    .ifPresent(last -> all.remove(last.name()));
        }
        return all;
    }

    private SortedSet<Moment> withMoment(ConversationEvent event) {
        Optional<Moment> found = Moment.of(event);
        if (found.isEmpty()) {
            return moments;
        }
        SortedSet<Moment> all = new TreeSet<>(moments);
        all.add(found.get());
        return all;
    }

    private Map<String, Leg> withWork(ConversationEvent event) {
        if (event.work() == null) {
            return legs;
        }
        Leg leg = Leg.of(event);
        Map<String, Leg> all = new TreeMap<>(legs);
        all.merge(leg.key(), leg, Leg::max);
        return all;
    }
}
