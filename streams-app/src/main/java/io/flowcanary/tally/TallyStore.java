package io.flowcanary.tally;

import io.flowcanary.record.Totals;
import java.util.function.Consumer;

/** The latest totals of every canary, start minute, version and source partition. */
public interface TallyStore {
    /** Replaces what the same source partition said before of the same minute and version. */
    void put(Totals totals);

    /** Hands over all totals of a canary whose calls started in the minutes from {@code from} to before {@code to}. */
    void read(String canary, long from, long to, Consumer<Totals> reader);

    /** The key of totals in a store: in the order of keys, a canary's minutes stand together and rise. */
    static String key(Totals totals) {
        return minuteKey(totals.canary(), totals.minute()) + totals.version() + '\u001f' + totals.partition();
    }

    /** Where the keys of a canary's minute begin. */
    static String minuteKey(String canary, long minute) {
        return canary + '\u001f' + Long.toHexString((1L << 44) + Math.max(0, minute)) + '\u001f';
    }
}
