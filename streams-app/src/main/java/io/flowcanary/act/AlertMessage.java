package io.flowcanary.act;

import io.flowcanary.record.Policy;
import java.util.Map;

/**
 * What people are sent.
 *
 * @param subject as {@link AlertSubject} makes them
 * @param attributes what subscriptions can be filtered by, and duplicates be known by: severity, canary, verdict, verdictId
 */
record AlertMessage(String subject, String body, Map<String, String> attributes) {

    /** @param pageUrl where the page is; null leaves the links out */
    static AlertMessage of(News news, Policy policy, String pageUrl) {
        return new AlertMessage(
                AlertSubject.of(news, policy),
                AlertBody.of(news, policy, pageUrl),
                Map.of(
                        "severity", news.severity(policy).text(),
                        "canary", news.verdict().canary(),
                        "verdict", news.verdict().verdict().name(),
                        "verdictId", news.id()));
    }
}
