package io.flowcanary.tally;

import io.flowcanary.record.Fact;
import java.util.Locale;

/** Facts as JSON names them: {@code IVR_HANGUP} is {@code ivrHangup}. */
final class FactNames {
    private FactNames() {}

    static String json(Fact fact) {
        StringBuilder name = new StringBuilder();
        for (String word : fact.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
