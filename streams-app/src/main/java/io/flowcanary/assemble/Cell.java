package io.flowcanary.assemble;

import io.flowcanary.record.Totals;

/**
 * The calls of one canary and version that started within one minute.
 *
 * @param minute minutes since the epoch
 */
public record Cell(long minute, String canary, String version) {
    /** The version that stands for every conversation of a canary, with a version or not. */
    public static final String ALL = "*";

    /** Milliseconds of a minute. */
    public static final long MINUTE = 60_000;

    /** Added to a minute it makes all keys as long, so that they sort by minute. */
    private static final long FIRST_DIGIT = 1L << 44;

    private static final String SEPARATOR = "\u001f";

    public Cell {
        canary = canary.replace(SEPARATOR, " ");
        version = version.replace(SEPARATOR, " ");
    }

    /** The watermark, in epoch milliseconds, from which nothing of this start minute and age can still come in time. */
    public static long completeAt(long minute, int age) {
        return age == Totals.LATER ? Long.MAX_VALUE : (minute + 1 + age + 1) * MINUTE;
    }

    static int ageOf(long start, long at) {
        return (int) Math.min(Math.max(0, at - start) / MINUTE, Totals.LATER);
    }

    /** A store's key; in the order of keys, all cells of a minute stand together, and minutes rise. */
    public String key() {
        return firstKeyOf(minute) + canary + SEPARATOR + version;
    }

    /** Where the keys of a minute begin. */
    public static String firstKeyOf(long minute) {
        return Long.toHexString(FIRST_DIGIT + Math.max(0, minute)) + SEPARATOR;
    }

    /** The cell of a {@link #key}. */
    public static Cell ofKey(String key) {
        String[] parts = key.split(SEPARATOR, -1);
        return new Cell(Long.parseLong(parts[0], 16) - FIRST_DIGIT, parts[1], parts[2]);
    }

    /** What the keys of its sums begin with, before the column's name. */
    public String firstKey() {
        return key() + SEPARATOR;
    }

    /** Comes after the keys of all its sums. */
    public String lastKey() {
        return key() + SEPARATOR + '\uffff';
    }
}
