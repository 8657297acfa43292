package io.flowcanary.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.query.History;
import io.flowcanary.query.Shard;
import io.flowcanary.record.Answer;
import io.flowcanary.topology.Store;
import java.util.List;

/**
 * Orders to one canary and what became of them, the newest first.
 *
 * @param next the next page's path; null on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderPage(String canary, List<Answer> orders, String next) {
    static final String NAME = "orders";

    static OrderPage read(Shard shard, String canary, HistoryResource.Range range) {
        History.Page<Answer> page = History.page(shard, Store.ORDERS, canary, range.limit(), range.before());
        return new OrderPage(canary, page.entries(), range.next(canary, NAME, page.before()));
    }
}
