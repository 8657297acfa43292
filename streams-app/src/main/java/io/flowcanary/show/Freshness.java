package io.flowcanary.show;

import io.flowcanary.query.SourceStatus;
import java.util.Locale;

/** How old the figures are. What is not known to be fresh is never shown as if it were. */
final class Freshness {
    private Freshness() {}

    static String of(SourceStatus source, Paint paint) {
        if (source.countedUpTo() == null) {
            return paint.bad("nothing is counted yet: " + source.partitions() + " of " + source.of()
                    + " partitions of the source have reported");
        }
        String counted = "counted up to " + Words.time(source.countedUpTo());
        String lag = source.lag() == null
                ? ", the backlog in the source is not known"
                : String.format(Locale.ROOT, ", %,d records are waiting in the source", source.lag());
        return source.fresh()
                ? counted + ", " + Words.length(source.age()) + " ago" + lag
                : paint.bad("STALE: " + counted + ", " + Words.length(source.age()) + " ago") + lag;
    }
}
