package io.flowcanary.web;

import io.flowcanary.record.Verdict;
import io.flowcanary.topology.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The verdicts after one that a client has seen, from the owner's store. */
final class Missed {
    private static final int PAGE = 200;
    private static final int PAGES = 10;

    private final Anywhere anywhere;

    Missed(Anywhere anywhere) {
        this.anywhere = anywhere;
    }

    /** The later verdicts, the oldest first; empty when the one that was seen is too far back, or never was. */
    Optional<List<Verdict>> since(Ask ask, String canary, String verdictId) {
        List<Verdict> later = new ArrayList<>();
        HistoryResource.Range range = HistoryResource.Range.of(PAGE, Long.MAX_VALUE);
        for (int count = 0; count < PAGES && range != null; count++) {
            VerdictPage page = page(ask, canary, range);
            for (Verdict verdict : page.verdicts()) {
                if (verdict.id().equals(verdictId)) {
                    Collections.reverse(later);
                    return Optional.of(later);
                }
                later.add(verdict);
            }
            range = HistoryResource.Range.ofPath(PAGE, page.next());
        }
        return Optional.empty();
    }

    private VerdictPage page(Ask ask, String canary, HistoryResource.Range range) {
        return anywhere.find(
                        ask.about(range.path(canary, VerdictPage.NAME)),
                        Store.VERDICTS,
                        canary,
                        shard -> Optional.of(VerdictPage.read(shard, canary, range)),
                        VerdictPage.class)
                .orElseThrow();
    }
}
