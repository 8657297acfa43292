package io.flowcanary.topology;

import io.flowcanary.record.Message;
import io.flowcanary.record.Messages;
import io.flowcanary.record.TallyRecord;
import io.flowcanary.record.Totals;
import io.flowcanary.record.UnusableRecordException;
import io.flowcanary.record.Watermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps every partition's latest totals, and tells the judge when the watermark has reached another whole minute. */
final class TallyCalls implements Processor<String, byte[], String, Object> {
    private static final Duration CLEAN_INTERVAL = Duration.ofHours(1);

    private final TopologySettings settings;
    private ProcessorContext<String, Object> context;
    private StoredTallies tallies;
    private KeyValueStore<String, Totals> store;
    private SourceWatermarks w;
    private long told = Long.MIN_VALUE;

    TallyCalls(TopologySettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, Object> taskContext) {
        context = taskContext;
        store = Store.TALLIES.of(context);
        tallies = new StoredTallies(store);
        w = new SourceWatermarks(Store.WATERMARKS.of(context), settings.sourcePartitions());
        context.schedule(CLEAN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, at -> dropOld());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.value() == null) {
                throw new UnusableRecordException("empty-record", "the record has no value");
            }
            TallyRecord tally = Messages.read(record.value(), TallyRecord.class);
            if (tally instanceof Totals totals) {
                tallies.put(totals);
            } else if (tally instanceof Watermark watermark) {
                w.put(watermark);
                tellTheJudge();
            }
        } catch (UnusableRecordException problem) {
            Message letter = Burial.letter(problem, record.value(), context);
            context.forward(new Record<>(null, letter, context.currentSystemTimeMs()), CanaryTopology.BURY_TALLIES);
        }
    }

    private void tellTheJudge() {
        OptionalLong at = w.at();
        if (at.isPresent() && SourceWatermarks.wholeMinute(at.getAsLong()) > told) {
            told = SourceWatermarks.wholeMinute(at.getAsLong());
            context.forward(new Record<>(null, told, context.currentSystemTimeMs()), CanaryTopology.JUDGE_CANARIES);
        }
    }

    private void dropOld() {
        OptionalLong at = w.at();
        if (at.isEmpty()) {
            return;
        }
        long oldest = SourceWatermarks.wholeMinute(
                at.getAsLong() - settings.tallyRetention().toMillis());
        List<Totals> old = new ArrayList<>();
        try (KeyValueIterator<String, Totals> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.minute() < oldest) {
                    old.add(entry.value);
                }
            });
        }
        old.forEach(totals -> store.delete(io.flowcanary.tally.TallyStore.key(totals)));
    }
}
