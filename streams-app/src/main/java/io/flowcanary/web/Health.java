package io.flowcanary.web;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the service can do its work.
 *
 * @param ready whether it can
 * @param parts each part by name, {@code kind} or {@code kind:which}, and how it is: {@value #OK}, or words that say what to do
 */
public record Health(boolean ready, Map<String, String> parts) {
    /** How a part is that works. */
    public static final String OK = "ok";

    private static final String FAILS = "fails";

    /** For everybody: each kind of part, and no more of those that have names than whether all of them work. */
    Health withoutNames() {
        Map<String, String> kinds = new TreeMap<>();
        parts.forEach((name, how) -> {
            int end = name.indexOf(':');
            if (end < 0) {
                kinds.put(name, how);
            } else {
                kinds.merge(
                        name.substring(0, end),
                        OK.equals(how) ? OK : FAILS,
                        (one, other) -> OK.equals(one) ? other : one);
            }
        });
        return new Health(ready, kinds);
    }
}
