package io.flowcanary.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Typed reads of environment variables. A variable that is set to nothing counts as not set. */
public final class Environment {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The value or the default, which may be empty. */
    public String text(Setting setting) {
        String value = variables.getOrDefault(setting.name(), "").strip();
        return value.isEmpty() ? setting.otherwise() : value;
    }

    /** A value that has to be there. */
    public String required(Setting setting, String allowed) {
        String value = text(setting);
        if (value.isEmpty()) {
            throw new InvalidSettingException(setting.name(), null, allowed);
        }
        return value;
    }

    public long number(Setting setting, long least, long most) {
        String value = text(setting);
        if (value.matches("-?\\d{1,30}")) {
            BigInteger number = new BigInteger(value);
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        throw new InvalidSettingException(setting.name(), value, "a whole number from " + least + " to " + most);
    }

    /** Written as {@code 250ms}, {@code 5s}, {@code 1m} or {@code 2h}. */
    public Duration duration(Setting setting, Duration least, Duration most) {
        String value = text(setting);
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            Duration duration = toDuration(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        }
        throw new InvalidSettingException(
                setting.name(),
                value,
                "a duration such as 250ms, 5s or 1m, from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
    }

    public <T> T choice(Setting setting, Map<String, T> choices) {
        T choice = choices.get(text(setting));
        if (choice == null) {
            throw new InvalidSettingException(
                    setting.name(), text(setting), String.join(", ", new TreeMap<>(choices).keySet()));
        }
        return choice;
    }

    /** {@code PREFIX_SECURITY_PROTOCOL} as {@code security.protocol}. */
    public Map<String, String> dotted(String prefix) {
        Map<String, String> dotted = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix) && !value.isBlank()) {
                dotted.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return dotted;
    }

    private static Duration toDuration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
