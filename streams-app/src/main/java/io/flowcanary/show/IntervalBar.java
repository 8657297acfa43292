package io.flowcanary.show;

/**
 * An interval for a difference as a line of characters, from twice the margin better to twice the margin worse:
 * {@code ......[=|=o=!=]..}; {@code |} is no difference, {@code !} the margin, {@code o} what is observed,
 * {@code <} and {@code >} where the interval goes on beyond the line.
 */
final class IntervalBar {
    static final int WIDTH = 17;

    private IntervalBar() {}

    /** @param difference observed; null without calls. All in percentage points. */
    static String of(double low, double high, Double difference, double margin) {
        char[] line = ".".repeat(WIDTH).toCharArray();
        int from = place(low, margin);
        int to = place(high, margin);
        for (int i = Math.max(0, from); i <= Math.min(WIDTH - 1, to); i++) {
            line[i] = '=';
        }
        line[place(0, margin)] = '|';
        line[place(margin, margin)] = '!';
        mark(line, from, '[', '<');
        mark(line, to, ']', '>');
        if (difference != null) {
            int at = place(difference, margin);
            line[Math.max(0, Math.min(WIDTH - 1, at))] = 'o';
        }
        return new String(line);
    }

    private static void mark(char[] line, int at, char inside, char beyond) {
        boolean within = at >= 0 && at < WIDTH;
        line[Math.max(0, Math.min(WIDTH - 1, at))] = within ? inside : beyond;
    }

    private static int place(double points, double margin) {
        double fraction = (points / margin + 2) / 4;
        return (int) Math.round(Math.max(-1, Math.min(2, fraction)) * (WIDTH - 1));
    }
}
