package io.flowcanary.act;

import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import tools.jackson.databind.node.ObjectNode;

/** What pipelines are sent: the verdict as it stands in {@code canary.verdicts}, and beside it what an alert adds. */
final class AlertDetail {
    private AlertDetail() {}

    /** @param pageUrl where the page is; null leaves the link out */
    static String of(News news, Policy policy, String pageUrl) {
        ObjectNode detail = Messages.json().valueToTree(news.verdict());
        detail.put("severity", news.severity(policy).text());
        detail.put("dryRun", policy.dryRun());
        if (pageUrl != null) {
            detail.put("page", AlertLinks.page(pageUrl, news.verdict().canary()));
        }
        return Messages.json().writeValueAsString(detail);
    }
}
