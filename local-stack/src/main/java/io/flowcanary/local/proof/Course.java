package io.flowcanary.local.proof;

/** A fraction from 0 to 1 that may change from minute to minute: a rate of bad calls, or the canary's share. */
@FunctionalInterface
interface Course {
    double at(int minute);

    static Course steady(double value) {
        return minute -> value;
    }

    /** From one value to another in a straight line. */
    static Course drifting(double from, double to, int minutes) {
        return minute -> from + (to - from) * Math.min(1, Math.max(0, minute) / (double) minutes);
    }

    /** One value up to a minute, another from then on. */
    static Course turning(int at, double before, double after) {
        return minute -> minute < at ? before : after;
    }

    /** Values that take equal parts of the time, one after the other. */
    static Course steps(int minutes, double... values) {
        return minute -> values[Math.min(values.length - 1, Math.max(0, minute) * values.length / minutes)];
    }
}
