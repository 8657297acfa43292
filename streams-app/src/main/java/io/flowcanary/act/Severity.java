package io.flowcanary.act;

import io.flowcanary.record.Verdict;
import io.flowcanary.record.Verdict.Kind;
import io.flowcanary.record.Verdict.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Whether somebody has to look now. */
enum Severity {
    /** Callers are or were harmed, or the canary no longer is what it is judged as; or that is over which was told so. */
    PAGE,
    /** Good to know. A dry run never pages: whatever it finds, no call goes another way. */
    NOTICE;

    private static final Set<Reason> URGENT = EnumSet.of(
            Reason.STALE_SOURCE,
            Reason.SPLIT_MISMATCH,
            Reason.GATE_NOT_RANDOM,
            Reason.FLOW_CHANGED,
            Reason.EXTERNAL_CHANGE,
            Reason.NOT_IN_FORCE,
            Reason.IN_FORCE);

    static Severity of(Verdict verdict, boolean dryRun) {
        boolean urgent = verdict.verdict() == Kind.ROLLBACK
                || (verdict.verdict() == Kind.HOLD && !Collections.disjoint(verdict.reasons(), URGENT));
        return urgent && !dryRun ? PAGE : NOTICE;
    }

    /** As it stands in subjects, attributes and events. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
