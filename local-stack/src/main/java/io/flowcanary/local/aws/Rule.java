package io.flowcanary.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** A rule on a bus with the ARNs of its targets by their ids; immutable. */
record Rule(
        String name,
        String arn,
        EventPattern pattern,
        String patternText,
        String description,
        boolean enabled,
        Map<String, String> targets) {

    Rule withTargets(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(targets);
        all.putAll(more);
        return new Rule(name, arn, pattern, patternText, description, enabled, all);
    }
}
