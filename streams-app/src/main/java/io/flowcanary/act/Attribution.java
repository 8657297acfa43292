package io.flowcanary.act;

import io.flowcanary.act.ParameterStore.Version;
import io.flowcanary.record.Intent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells our own writes of one parameter from a stranger's. A version is ours when its description names an intent of ours,
 * its value is what that intent was for, and no earlier version has used the intent up: whoever changes only the value leaves
 * our description behind, and whoever copies both reuses an intent.
 */
final class Attribution {
    private final Map<String, Intent> intents;
    private final Map<String, Long> usedBy = new HashMap<>();

    /**
     * @param intents every intent of ours for this parameter, by id
     * @param history the parameter's versions, oldest first, the one in force among them
     */
    Attribution(Map<String, Intent> intents, List<Version> history) {
        this.intents = intents;
        for (Version version : history) {
            Description.intentId(version.description())
                    .filter(id -> valueMatches(id, version))
                    .ifPresent(id -> usedBy.merge(id, version.version(), Math::min));
        }
    }

    /** The intent behind a version, or empty when the version is a stranger's. */
    Optional<Intent> intentOf(Version version) {
        return Description.intentId(version.description())
                .filter(id -> valueMatches(id, version))
                .filter(id -> usedBy.getOrDefault(id, version.version()) == version.version())
                .map(intents::get);
    }

    /** Whether some write of this epoch had landed before a version. */
    boolean landedBefore(long epoch, Version version) {
        return intents.values().stream()
                .anyMatch(intent -> intent.epoch() == epoch
                        && usedBy.getOrDefault(intent.id(), Long.MAX_VALUE) < version.version());
    }

    private boolean valueMatches(String id, Version version) {
        Intent intent = intents.get(id);
        return intent != null && Integer.toString(intent.share()).equals(version.value());
    }
}
