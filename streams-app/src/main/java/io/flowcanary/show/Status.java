package io.flowcanary.show;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.flowcanary.query.CanaryTallies;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.record.LeaseGrant;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Verdict;
import java.time.Instant;

/**
 * All that is known of one canary at one moment.
 *
 * @param asked when the service was asked
 * @param rollout null when it never had one
 * @param lease null without one
 * @param tallies both versions within the policy's window
 * @param verdict the last one; null without any
 * @param compared the last one of this rollout in which guardrails were compared; null without any
 * @param source how far the source is counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
        String canary,
        Instant asked,
        Rollout rollout,
        LeaseGrant lease,
        CanaryTallies tallies,
        Verdict verdict,
        Verdict compared,
        SourceStatus source) {}
