package io.flowcanary.cli;

import io.flowcanary.settings.Environment;
import io.flowcanary.settings.InvalidSettingException;
import io.flowcanary.settings.Setting;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as in settings: {@code 250ms}, {@code 30s}, {@code 20m}, {@code 2h}. */
public final class DurationOption implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public Duration convert(String text) {
        try {
            Setting setting = new Setting("duration", "", "");
            return new Environment(Map.of("duration", text)).duration(setting, Duration.ofMillis(1), LONGEST);
        } catch (InvalidSettingException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not allowed; expected a duration such as 30s, 20m or 2h, at most 24h");
        }
    }
}
