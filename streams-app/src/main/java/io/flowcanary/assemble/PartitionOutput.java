package io.flowcanary.assemble;

import io.flowcanary.record.Outcome;
import io.flowcanary.record.TallyRecord;

/** Where one source partition's results go. */
public interface PartitionOutput {
    /** Totals, and after them the watermark that covers them. */
    void tally(TallyRecord record);

    /** What became of a conversation that ended. */
    void outcome(Outcome outcome);
}
