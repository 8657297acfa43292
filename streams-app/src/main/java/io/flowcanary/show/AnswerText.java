package io.flowcanary.show;

import io.flowcanary.record.Answer;

/** What became of an order that was followed, in a line. */
public final class AnswerText {
    private AnswerText() {}

    public static String line(Answer answer, Paint paint) {
        String stands = answer.rollout() == null ? "no rollout" : Standing.of(answer.rollout(), paint);
        String lease = answer.lease() == null ? "" : "; " + Standing.lease(answer.lease());
        return answer.canary() + ": " + answer.order() + " followed; now " + stands + lease;
    }
}
