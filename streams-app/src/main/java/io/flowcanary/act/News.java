package io.flowcanary.act;

import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.time.Duration;

/**
 * Something worth telling.
 *
 * @param verdict a transition, or the latest of a row of holds
 * @param held for how long nothing has changed; null for a transition
 */
record News(Verdict verdict, Duration held) {
    static News transition(Verdict verdict) {
        return new News(verdict, null);
    }

    boolean digest() {
        return held != null;
    }

    /** The same for the same news, whoever tells it and whenever. */
    String id() {
        return digest() ? verdict.id() + "/digest" : verdict.id();
    }

    Severity severity(Policy policy) {
        return digest() ? Severity.NOTICE : Severity.of(verdict, policy.dryRun());
    }
}
