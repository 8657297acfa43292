package io.flowcanary.local.demo;

import io.flowcanary.local.aws.LocalAws;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What a rollout has done to the world outside: the parameter, alerts to people, events to pipelines. */
final class Effects {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LocalAws aws;
    private final Policy policy;

    Effects(LocalAws aws, Policy policy) {
        this.aws = aws;
        this.policy = policy;
    }

    /**
     * Waits a while: a verdict comes first, and the parameter, alerts and events follow within moments.
     *
     * @param told how many verdicts people are told of
     * @param cancelled ends the waiting
     * @return whether everything has followed
     */
    boolean await(Verdict last, int told, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        while (!followed(last, told)) {
            if (cancelled.getAsBoolean() || System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private boolean followed(Verdict last, int told) {
        boolean written = policy.dryRun() || value().equals(Integer.toString(last.share()));
        return written && aws.alerts().size() >= told && aws.events().size() >= told;
    }

    /** The parameter's value, how many alerts with the latest subject, and how many events. */
    String report() {
        return "Parameter " + policy.parameter() + " is " + value() + "; " + alerts() + "; "
                + count(aws.events().size(), "EventBridge event");
    }

    private String alerts() {
        int sent = aws.alerts().size();
        String count = count(sent, "alert");
        return sent == 0
                ? count
                : count
                        + (sent == 1 ? ": " : ", the latest: ")
                        + aws.alerts().get(sent - 1).subject();
    }

    private static String count(int count, String of) {
        return (count == 0 ? "no" : Integer.toString(count)) + " " + of + (count > 1 ? "s" : "");
    }

    private String value() {
        return aws.parameter(policy.parameter()).orElseThrow().value();
    }
}
