package io.flowcanary.show;

import io.flowcanary.record.Verdict.Reason;

/**
 * What a verdict's reason means, and what you can do about it.
 *
 * @param means in plain words
 * @param todo what an operator can do
 */
record Meaning(String means, String todo) {
    static Meaning of(Reason reason) {
        return switch (reason) {
            case GUARDRAIL ->
                new Meaning(
                        "the canary is worse than stable by more than the policy accepts",
                        "look at calls of the canary, fix the flow, then restart");
            case HEALTHY -> new Meaning("the canary has shown what the step asks for", "nothing: it goes on by itself");
            case ABORTED -> new Meaning("somebody aborted the rollout", "restart when the cause is fixed");
            case ORDERED -> new Meaning("somebody ordered it", "nothing");
            case DEADLINE -> new Meaning("the deadline passed", "resume, promote or abort: somebody must decide");
            case NO_DATA ->
                new Meaning("one version has no call to compare", "check that the gate sends calls to both versions");
            case STALE_SOURCE ->
                new Meaning(
                        "no event and no heartbeat arrives, so event time stands still",
                        "check that the bridge runs and its source delivers: flow-canary doctor");
            case LATE_DATA ->
                new Meaning(
                        "too many events arrive late, or more for one version than for the other",
                        "look for a backlog in the source; raise EVENT_LATENESS if this is normal");
            case UNVERSIONED ->
                new Meaning(
                        "too many calls of the flow carry no version",
                        "check that the flow sets the version attribute on every path");
            case BAKING -> new Meaning("the step has not lasted long enough", "wait, or advance if you know better");
            case MIN_CALLS -> new Meaning("too few canary calls have ended", "wait, or raise the share in the policy");
            case INSUFFICIENT_EVIDENCE ->
                new Meaning(
                        "it is not yet shown to stay within the margins",
                        "wait, raise the share in the policy, or promote on your own judgement");
            case CAUTION ->
                new Meaning(
                        "the canary is observed worse, though not by enough evidence to roll back: its share does not rise"
                                + " until the evidence says otherwise, and it goes back when there is enough",
                        "wait, it goes on or back by itself; look at calls of the canary, and abort if you see the harm yourself");
            case SPLIT_MISMATCH ->
                new Meaning(
                        "the canary gets a different share of the calls than is set",
                        "check which parameter the flow reads, and whether it keeps an old value");
            case GATE_NOT_RANDOM ->
                new Meaning(
                        "the gate does not branch at random",
                        "check that the flow draws a fresh random number for each call");
            case BASELINE_SHIFT ->
                new Meaning(
                        "stable itself has become worse with this share of the canary",
                        "find out what else changed; abort if the canary may overload what both versions share");
            case FLOW_CHANGED -> new Meaning("the flow was published again", "resume with new evidence, or abort");
            case EXTERNAL_CHANGE ->
                new Meaning(
                        "somebody else wrote the SSM parameter",
                        "ask who; resume to restore the share, resume --adopt to go on with theirs, or abort");
            case NOT_IN_FORCE ->
                new Meaning(
                        "SSM does not hold the wanted share, though it was tried for 30 s",
                        "see that SSM takes it: it is tried until it holds");
            case IN_FORCE -> new Meaning("SSM holds the wanted share again", "nothing");
            case PAUSED -> new Meaning("it is paused", "resume, or abort");
        };
    }
}
