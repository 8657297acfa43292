package io.flowcanary.topology;

import io.flowcanary.assemble.Cell;
import io.flowcanary.record.Message;
import io.flowcanary.rollout.CanaryState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Judges the task's canaries whenever the watermark reaches another whole minute, and says so when it does not. */
final class JudgeCanaries implements Processor<String, Long, String, Message> {
    private static final Duration STALE_CHECK = Duration.ofSeconds(1);
    private static final Duration CLEAN_INTERVAL = Duration.ofHours(1);
    /**
     * Looks at one canary in one turn: when the watermark jumps over hours, all of them together would outlast Kafka's
     * transaction.
     */
    static final int LOOKS_AT_ONCE = 30;

    static final Duration TURN = Duration.ofMillis(100);

    private final TopologySettings settings;
    private final Clock clock;
    private final Set<String> toldStale = new HashSet<>();
    private Canaries canaries;
    private SourceWatermarks watermarks;
    private Instant movedAt;
    private Instant upTo;
    private boolean behind;

    JudgeCanaries(TopologySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Message> context) {
        canaries = new Canaries(context);
        watermarks = new SourceWatermarks(Store.WATERMARKS.of(context), settings.sourcePartitions());
        movedAt = clock.instant();
        context.schedule(TURN, PunctuationType.WALL_CLOCK_TIME, at -> goOn());
        context.schedule(STALE_CHECK, PunctuationType.WALL_CLOCK_TIME, at -> tellWhenStale());
        context.schedule(CLEAN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, at -> forgetOld());
    }

    @Override
    public void process(Record<String, Long> wholeMinute) {
        movedAt = clock.instant();
        toldStale.clear();
        upTo = Instant.ofEpochMilli(wholeMinute.value() * Cell.MINUTE);
        judge();
    }

    private void goOn() {
        if (behind) {
            judge();
        }
    }

    private void judge() {
        behind = false;
        for (KeyValue<String, CanaryState> canary : canaries.active()) {
            behind |= canaries.judge(canary.key, canary.value, upTo, LOOKS_AT_ONCE);
        }
    }

    private void forgetOld() {
        Instant w = watermarks.instant();
        if (w != null) {
            canaries.forgetBefore(w);
        }
    }

    private void tellWhenStale() {
        if (clock.instant().isBefore(movedAt.plus(settings.staleAfter()))) {
            return;
        }
        for (KeyValue<String, CanaryState> canary : canaries.active()) {
            if (toldStale.add(canary.key + "/" + canary.value.rollout().epoch())) {
                Canaries.MACHINE
                        .stale(canary.value, watermarks.instant())
                        .ifPresent(verdict -> canaries.say(canary.value.rollout(), verdict));
            }
        }
    }
}
