package io.flowcanary.show;

import io.flowcanary.record.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times, odds and names as people read them. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COLUMNS = 79;
    private static final double LARGEST_ODDS = 1e6;

    private Words() {}

    static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String length(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3_600.0);
    }

    /** Evidence of this logarithm, to 1. */
    static String odds(double ln) {
        double odds = Math.exp(ln);
        return odds >= LARGEST_ODDS ? "over a million" : String.format(Locale.ROOT, odds < 10 ? "%.1f" : "%,.0f", odds);
    }

    static String points(double points) {
        double shown = Math.round(points * 10) / 10.0;
        return shown == 0 ? "0.0" : String.format(Locale.ROOT, "%+.1f", shown);
    }

    static String percent(long bad, long calls) {
        return calls == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * bad / calls);
    }

    /** A text in lines that fit any terminal, each after as many spaces. */
    static List<String> wrapped(String text, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && indent + line.length() + 1 + word.length() > COLUMNS) {
                lines.add(" ".repeat(indent) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(" ".repeat(indent) + line);
        return lines;
    }

    /** {@code abandonRate} as two words. */
    static String metric(String json) {
        return switch (json) {
            case "ivrHangupRate" -> "IVR hang-up rate";
            case "containmentRate" -> "calls not contained";
            case "longHandleRate" -> "calls handled long";
            default -> json.replace("Rate", " rate");
        };
    }

    static String pause(Rollout.Pause pause) {
        return switch (pause) {
            case OPERATOR -> "somebody paused it";
            case EXTERNAL_CHANGE -> "somebody else wrote the SSM parameter";
            case FLOW_CHANGED -> "the flow was published again";
            case DEADLINE -> "its deadline passed";
        };
    }
}
