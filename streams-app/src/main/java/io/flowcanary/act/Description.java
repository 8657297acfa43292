package io.flowcanary.act;

import io.flowcanary.record.Intent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameter's description says whose write it is. */
final class Description {
    private static final Pattern OURS = Pattern.compile("flow-canary epoch=\\d{1,18} intent=(\\S{1,64})");

    private Description() {}

    static String of(Intent intent) {
        return "flow-canary epoch=" + intent.epoch() + " intent=" + intent.id();
    }

    static Optional<String> intentId(String description) {
        Matcher matcher = OURS.matcher(description == null ? "" : description);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
