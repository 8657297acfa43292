package io.flowcanary.act;

/**
 * Why a parameter, topic or bus would not take what flow-canary writes.
 *
 * @param target {@code ssm:/parameter}, {@code sns:ARN} or {@code events:bus}, as in the health
 * @param why what is wrong, in a clause
 * @param todo what to do, as an order; null when nobody has to do anything
 * @param certain whether AWS said so; false when it did not let us look, or did not answer
 */
public record TargetFault(String target, String why, String todo, boolean certain) {

    /** What could not be seen. */
    static TargetFault unknown(String target, Problem problem) {
        return new TargetFault(target, "cannot tell: " + problem.why(), problem.todo(), false);
    }

    static TargetFault certain(String target, Problem problem) {
        return new TargetFault(target, problem.why(), problem.todo(), true);
    }

    /** Why, and what to do about it. */
    public String text() {
        return todo == null ? why : why + ": " + todo;
    }
}
