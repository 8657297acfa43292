package io.flowcanary.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in a policy: {@code 30s}, {@code 30m}, {@code 24h}, {@code 7d}, or in ISO 8601. */
final class Durations {
    static final String ALLOWED = "a duration such as 30s, 30m, 24h or 7d";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Pattern ISO = Pattern.compile("PT-?[0-9][-0-9HMS.]*");
    private static final Map<String, LongFunction<Duration>> UNITS =
            Map.of("s", Duration::ofSeconds, "m", Duration::ofMinutes, "h", Duration::ofHours, "d", Duration::ofDays);

    private Durations() {}

    /** The duration, or nothing when the text is none: a bare number has no unit and so is none. */
    static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        Matcher asWritten = SHORT.matcher(trimmed);
        if (asWritten.matches()) {
            return Optional.of(UNITS.get(asWritten.group(2)).apply(Long.parseLong(asWritten.group(1))));
        }
        try {
            return Optional.of(Duration.parse(trimmed));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The shortest form that {@link #parse} reads back; ISO 8601 for fractions of a second. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isNegative() || duration.toNanosPart() != 0) {
            return duration.toString();
        }
        if (seconds >= 2 * 86_400 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** The same message with every ISO duration in the form that policies are written in. */
    static String rewritten(String message) {
        return ISO.matcher(message)
                .replaceAll((MatchResult iso) ->
                        parse(iso.group()).map(Durations::text).orElse(iso.group()));
    }
}
