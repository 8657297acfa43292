package io.flowcanary.assemble;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.record.Fact;
import io.flowcanary.record.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One conversation, for whoever asks which version it took and where it was counted. Whether a rollout compares that version is
 * another question: tallies do not depend on a policy.
 *
 * @param conversationId which
 * @param canary whose tallies it is in; null while that is not known
 * @param version the version it is counted for, {@code mixed} after two; null without any
 * @param draws each version that the gate wrote, and when it first did
 * @param start when it started
 * @param startMinute the minute it is counted in
 * @param latest event time of the latest event
 * @param facts what became of it, and when that first showed
 * @param lateFacts what came too late to be evidence; it is counted all the same
 * @param handleMs agents' handle time, milliseconds
 * @param talkMs agents' talk time, milliseconds
 * @param evidence whether judges may read that it started; each fact becomes readable once its age is complete
 * @param why what makes it no evidence, or not yet; null when it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationPath(
        String conversationId,
        String canary,
        String version,
        List<Draw> draws,
        Instant start,
        Instant startMinute,
        Instant latest,
        SortedMap<String, Instant> facts,
        List<String> lateFacts,
        long handleMs,
        long talkMs,
        boolean evidence,
        String why) {

    /** A version as the gate wrote it. */
    public record Draw(String version, Instant at) {}

    /**
     * Explains a conversation.
     *
     * @param versions the line of versions that are told apart, by canary; may give null
     * @param w event time up to which all is counted, epoch milliseconds; empty while it is not known
     */
    public static ConversationPath of(String id, Conversation call, UnaryOperator<String> versions, OptionalLong w) {
        Contribution counted =
                Contribution.of(call, (canary, version) -> Versions.counted(versions.apply(canary), version));
        SortedMap<String, Instant> facts = new TreeMap<>();
        counted.facts().forEach((fact, at) -> {
            if (fact != Fact.ENDED_ABANDONED && fact != Fact.ENDED_TRANSFERRED) {
                facts.put(fact.json(), Instant.ofEpochMilli(at));
            }
        });
        long minute = Math.floorDiv(call.start(), Cell.MINUTE);
        String why = why(call, counted, minute, w);
        return new ConversationPath(
                id,
                counted.all() == null ? null : counted.all().canary(),
                counted.cell() == null ? null : counted.cell().version(),
                draws(call),
                Instant.ofEpochMilli(call.start()),
                Instant.ofEpochMilli(minute * Cell.MINUTE),
                Instant.ofEpochMilli(call.latest()),
                facts,
                call.late().stream()
                        .filter(fact -> !fact.asGenesysCounts())
                        .map(Fact::json)
                        .sorted()
                        .toList(),
                AgentTime.handleMs(call.legs().values()),
                AgentTime.talkMs(call.legs().values()),
                why == null,
                why);
    }

    private static List<Draw> draws(Conversation call) {
        return call.versions().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(drawn -> new Draw(drawn.getKey(), Instant.ofEpochMilli(drawn.getValue())))
                .toList();
    }

    private static String why(Conversation call, Contribution counted, long minute, OptionalLong w) {
        if (counted.all() == null) {
            return "it went through no inbound flow and carries no canary's name";
        }
        if (counted.cell() == null) {
            return "it carries no version: it did not reach the gate, or has not yet";
        }
        switch (counted.cell().version()) {
            case Contribution.MIXED:
                return "it drew two versions";
            case Versions.FALLBACK:
                return "the gate failed and sent it to stable: such calls are chosen by outages, not at random";
            case Versions.OTHER:
                return "its version is none of the first that this canary had, and is not told apart";
            default:
                break;
        }
        if (call.late().contains(Fact.STARTED)) {
            return "it became known, or changed its minute or version, after that minute was complete";
        }
        int age = Cell.ageOf(call.start(), call.versions().values().iterator().next());
        if (age == Totals.LATER) {
            return "the gate drew more than an hour after its start";
        }
        return w.isPresent() && Cell.completeAt(minute, age) <= w.getAsLong()
                ? null
                : "not yet: events of its minute may still come";
    }
}
