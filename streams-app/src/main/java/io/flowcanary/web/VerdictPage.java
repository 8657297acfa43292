package io.flowcanary.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.query.History;
import io.flowcanary.query.Shard;
import io.flowcanary.record.Verdict;
import io.flowcanary.topology.Store;
import java.util.List;

/**
 * Verdicts of one canary, the newest first.
 *
 * @param next the next page's path; null on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictPage(String canary, List<Verdict> verdicts, String next) {
    static final String NAME = "verdicts";

    static VerdictPage read(Shard shard, String canary, HistoryResource.Range range) {
        History.Page<Verdict> page = History.page(
                shard,
                Store.VERDICTS,
                canary,
                range.limit(),
                range.before(),
                verdict -> !range.told() || verdict.transition());
        return new VerdictPage(canary, page.entries(), range.next(canary, NAME, page.before()));
    }
}
