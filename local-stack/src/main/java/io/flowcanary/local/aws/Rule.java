package io.flowcanary.local.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** A rule on a bus with its targets by their ids; immutable. */
record Rule(
        String name,
        String arn,
        EventPattern pattern,
        String patternText,
        String description,
        boolean enabled,
        Map<String, Target> targets) {

    Rule withTargets(Map<String, Target> more) {
        Map<String, Target> all = new LinkedHashMap<>(targets);
        all.putAll(more);
        return with(all);
    }

    Rule with(Map<String, Target> others) {
        return new Rule(name, arn, pattern, patternText, description, enabled, others);
    }
}
