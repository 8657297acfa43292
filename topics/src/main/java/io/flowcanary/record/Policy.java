package io.flowcanary.record;

import static io.flowcanary.record.PolicyRules.between;
import static io.flowcanary.record.PolicyRules.require;
import static io.flowcanary.record.PolicyRules.requireName;
import static io.flowcanary.record.PolicyRules.requireSteps;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that a rollout of one canary obeys. Every field but {@code canary} has a default; the defaults are the guide's
 * numbers. A policy that exists is valid: the constructor throws {@link InvalidPolicyException}; only the names of things in AWS
 * are checked apart, by {@link #requireAwsNames}.
 *
 * @param canary the tally's key: the name the gate sets, or the flow's id
 * @param title for people; the canary when absent
 * @param versions the two values of the version attribute
 * @param parameter the name of the SSM parameter that holds the share, in the streams service's account and region
 * @param alerts where people and pipelines are told; either may be absent
 * @param steps the canary's share at each step, rising, in percent; the last is 100
 * @param bake the healthy time each step must show
 * @param minCalls canary calls below which nothing is decided
 * @param window what the {@code threshold} judge and the page look back on
 * @param judge which judge decides
 * @param promote the rule of the last step below 100
 * @param alpha the chance, in (0, 0.5], of rolling back a harmless canary that the {@code evidence} judge may take
 * @param lateness how long after its event time an event still counts in time
 * @param guardrails the metrics, each at most once
 * @param shortAbandon callers who give up in the queue sooner are no abandons; whole seconds up to a minute, null to count all
 * @param transfers what counts as a transfer; each at most once
 * @param errorOutcomes ids of the flow outcomes whose failure counts as an error, at most 100
 * @param deadline what happens to a rollout that does not end
 * @param dryRun judge and tell, but never write the parameter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Policy(
        String canary,
        String title,
        Versions versions,
        String parameter,
        Alerts alerts,
        List<Integer> steps,
        Duration bake,
        Integer minCalls,
        Duration window,
        JudgeName judge,
        PromoteRule promote,
        Double alpha,
        Duration lateness,
        List<Guardrail> guardrails,
        Duration shortAbandon,
        List<Transfer> transfers,
        List<String> errorOutcomes,
        Deadline deadline,
        Boolean dryRun) {

    public Policy {
        requireName("canary", canary);
        title = title == null ? canary : title;
        require(title.length() <= 256, "title", title, "at most 256 characters");
        versions = versions == null ? new Versions(null, null) : versions;
        parameter = parameter == null ? "/genesys/canary/percentage" : parameter;
        alerts = alerts == null ? new Alerts(null, null) : alerts;
        steps = steps == null ? List.of(5, 25, 50, 100) : List.copyOf(steps);
        requireSteps(steps);
        bake = between("bake", bake, Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofDays(7));
        minCalls = minCalls == null ? 20 : minCalls;
        require(minCalls >= 1 && minCalls <= 1_000_000, "minCalls", minCalls, "1 to 1000000");
        window = between("window", window, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(24));
        judge = judge == null ? JudgeName.EVIDENCE : judge;
        promote = promote == null ? PromoteRule.EVIDENCE : promote;
        alpha = alpha == null ? 0.05 : alpha;
        require(alpha > 0 && alpha <= 0.5, "alpha", alpha, "a number above 0 and at most 0.5");
        lateness = between("lateness", lateness, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1));
        guardrails = guardrails == null ? Guardrail.DEFAULTS : List.copyOf(guardrails);
        PolicyRules.requireEachMetricOnce(guardrails);
        PolicyRules.requireShortAbandon(shortAbandon);
        transfers = PolicyRules.transfersOrDefault(transfers);
        errorOutcomes = PolicyRules.outcomesOrNone(errorOutcomes);
        deadline = deadline == null ? new Deadline(null, null) : deadline;
        dryRun = dryRun != null && dryRun;
    }

    /**
     * Holds the names of parameter, topic and bus to what AWS takes, where a policy comes in. A rollout that an earlier release
     * began with another name must stay readable: it is to be shown, and aborted.
     *
     * @return this policy
     * @throws InvalidPolicyException with the field and what is allowed
     */
    public Policy requireAwsNames() {
        AwsNames.requireParameter("parameter", parameter);
        if (alerts.topic() != null) {
            AwsNames.requireTopic("alerts.topic", alerts.topic());
        }
        if (alerts.bus() != null) {
            AwsNames.requireBus("alerts.bus", alerts.bus());
        }
        return this;
    }

    /** The guardrail of this metric, or null. */
    public Guardrail guardrail(Metric metric) {
        return guardrails.stream().filter(g -> g.metric() == metric).findFirst().orElse(null);
    }

    /** This policy with another judge. */
    public Policy judgedBy(JudgeName other) {
        return with(alerts, steps, other);
    }

    /** This policy with a first step at another share; of its steps, only those above it follow. */
    public Policy startingAt(int share) {
        List<Integer> all = new ArrayList<>(List.of(share));
        steps.stream().filter(step -> step > share).forEach(all::add);
        return with(alerts, all, judge);
    }

    /** This policy with other alerts. */
    public Policy alerting(Alerts other) {
        return with(other, steps, judge);
    }

    private Policy with(Alerts newAlerts, List<Integer> newSteps, JudgeName newJudge) {
        return new Policy(
                canary,
                title,
                versions,
                parameter,
                newAlerts,
                newSteps,
                bake,
                minCalls,
                window,
                newJudge,
                promote,
                alpha,
                lateness,
                guardrails,
                shortAbandon,
                transfers,
                errorOutcomes,
                deadline,
                dryRun);
    }

    /** The values of the version attribute: two different ones, and none of the names that the tallies reserve. */
    public record Versions(String stable, String canary) {
        public Versions {
            stable = stable == null ? "v1" : stable;
            canary = canary == null ? "v2" : canary;
            PolicyRules.requireVersion(stable);
            PolicyRules.requireVersion(canary);
            require(!stable.equals(canary), "versions", stable + " twice", "two different versions");
        }
    }

    /**
     * @param topic ARN of a standard SNS topic for people, of any region
     * @param bus name or ARN of an EventBridge bus for pipelines; a bus named by its ARN may be of any region
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Alerts(String topic, String bus) {}

    /** What is judged, with the share of calls that is bad; for containment, of calls that are good. */
    public enum Metric {
        @JsonProperty("abandonRate")
        ABANDON_RATE("abandonRate"),
        @JsonProperty("transferRate")
        TRANSFER_RATE("transferRate"),
        @JsonProperty("errorRate")
        ERROR_RATE("errorRate"),
        @JsonProperty("ivrHangupRate")
        IVR_HANGUP_RATE("ivrHangupRate"),
        @JsonProperty("containmentRate")
        CONTAINMENT_RATE("containmentRate"),
        @JsonProperty("longHandleRate")
        LONG_HANDLE_RATE("longHandleRate");

        private final String json;

        Metric(String json) {
            this.json = json;
        }

        /** The name in policies, verdicts and on the page. */
        public String json() {
            return json;
        }
    }

    /**
     * @param metric what is compared
     * @param margin percentage points worse than stable that are accepted
     * @param maturity how long after its start a call is decided
     * @param longerThan the handle time that counts as long, for {@code longHandleRate} only
     * @param gate whether it decides, or is only shown; a muted one never decides
     * @param muted whether people want to hear nothing of it: it is judged and shown, and no alert names it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Guardrail(
            Metric metric, Double margin, Duration maturity, Duration longerThan, Boolean gate, Boolean muted) {
        static final List<Guardrail> DEFAULTS = List.of(
                of(Metric.ABANDON_RATE, 2.0, 5),
                of(Metric.TRANSFER_RATE, 5.0, 20),
                of(Metric.ERROR_RATE, 1.0, 2),
                of(Metric.IVR_HANGUP_RATE, 3.0, 5));

        public Guardrail {
            if (metric == null) {
                throw InvalidPolicyException.of("guardrails.metric", null, "one of the metrics");
            }
            String field = "guardrails." + metric.json();
            require(
                    margin != null && margin > 0 && margin <= 50,
                    field + ".margin",
                    margin,
                    "a number above 0 and at most 50");
            maturity = between(
                    field + ".maturity",
                    maturity,
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(60));
            require(maturity.toSecondsPart() == 0, field + ".maturity", maturity, "whole minutes");
            if (metric == Metric.LONG_HANDLE_RATE) {
                longerThan = between(
                        field + ".longerThan",
                        longerThan,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(60));
            } else {
                require(longerThan == null, field + ".longerThan", longerThan, "nothing: only longHandleRate has it");
            }
            muted = muted != null && muted;
            gate = !muted && (gate == null || gate);
        }

        /** One that is not muted. */
        public Guardrail(Metric metric, Double margin, Duration maturity, Duration longerThan, Boolean gate) {
            this(metric, margin, maturity, longerThan, gate, false);
        }

        private static Guardrail of(Metric metric, double margin, int maturityMinutes) {
            return new Guardrail(metric, margin, Duration.ofMinutes(maturityMinutes), null, true);
        }
    }

    /** @param after counted from the rollout's start */
    public record Deadline(Duration after, DeadlineAction then) {
        public Deadline {
            after = between("deadline.after", after, Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofDays(30));
            then = then == null ? DeadlineAction.HOLD : then;
        }
    }

    /** What a rollout does that reaches its deadline. */
    public enum DeadlineAction {
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("rollback")
        ROLLBACK,
        @JsonProperty("promote")
        PROMOTE
    }

    /** Which judge decides. */
    public enum JudgeName {
        @JsonProperty("threshold")
        THRESHOLD,
        @JsonProperty("evidence")
        EVIDENCE;

        /** The name in policies, verdicts and options. */
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the last step below 100 must show before the canary is promoted. */
    public enum PromoteRule {
        @JsonProperty("evidence")
        EVIDENCE,
        @JsonProperty("bake")
        BAKE
    }
}
