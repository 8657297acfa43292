package io.flowcanary.act;

import io.flowcanary.record.Intent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each write of ours says about itself in the parameter's description: {@code flow-canary epoch=3 intent=…}.
 *
 * @param epoch of the rollout that wanted it
 * @param intent id of the intent recorded before the write
 */
record Description(long epoch, String intent) {
    private static final Pattern FORM = Pattern.compile("flow-canary epoch=(\\d{1,18}) intent=(\\S{1,200})");

    static String of(Intent intent) {
        return "flow-canary epoch=" + intent.epoch() + " intent=" + intent.id();
    }

    /** Empty when somebody else wrote it. */
    static Optional<Description> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Description(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }
}
