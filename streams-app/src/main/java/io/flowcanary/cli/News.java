package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.CanaryClient.Page;
import io.flowcanary.client.ServerException;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Verdict;
import io.flowcanary.show.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What has happened to a canary since somebody asked last: orders, and verdicts that raise an alert. */
final class News {
    private static final int PAGE = 50;

    private final CanaryClient client;
    private final String canary;
    private final Set<String> told = new HashSet<>();
    private Instant since;

    /** @param since event time before which nothing is news */
    News(CanaryClient client, String canary, Instant since) {
        this.client = client;
        this.canary = canary;
        this.since = since;
    }

    /** The oldest first; nothing is told twice. */
    List<HistoryEntry> next() throws ServerException {
        List<Verdict> changes = new ArrayList<>();
        Page<Verdict> page = client.told(canary, PAGE);
        Instant newest = page.entries().stream()
                .findFirst()
                .map(Verdict::judgedAt)
                .filter(since::isBefore)
                .orElse(since);
        while (fresh(page, changes) && page.next() != null) {
            page = client.verdicts(page.next());
        }
        List<Answer> orders = client.orders(canary, PAGE).entries().stream()
                .filter(order -> !order.at().isBefore(since))
                .filter(order -> told.add("order/" + order.id()))
                .toList();
        since = newest;
        List<HistoryEntry> news = new ArrayList<>(HistoryEntry.merged(orders, changes, Integer.MAX_VALUE));
        Collections.reverse(news);
        return news;
    }

    /** Takes what is new of a page; whether an older page may hold more. */
    private boolean fresh(Page<Verdict> page, List<Verdict> changes) {
        for (Verdict verdict : page.entries()) {
            if (verdict.judgedAt().isBefore(since)) {
                return false;
            }
            if (told.add(verdict.id())) {
                changes.add(verdict);
            }
        }
        return true;
    }
}
