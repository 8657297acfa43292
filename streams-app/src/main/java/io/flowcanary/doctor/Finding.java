package io.flowcanary.doctor;

/**
 * What was found of one thing.
 *
 * @param what the thing
 * @param how it is
 * @param todo what to do; null when nothing is to be done
 */
public record Finding(Level level, String what, String how, String todo) {
    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, or may work; look at it. */
        WARN,
        /** It does not work. */
        FAIL
    }

    static Finding ok(String what, String how) {
        return new Finding(Level.OK, what, how, null);
    }

    static Finding warn(String what, String how, String todo) {
        return new Finding(Level.WARN, what, how, todo);
    }

    static Finding fail(String what, String how, String todo) {
        return new Finding(Level.FAIL, what, how, todo);
    }
}
