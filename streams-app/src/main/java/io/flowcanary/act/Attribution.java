package io.flowcanary.act;

import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which versions of a parameter are ours. A version is ours when its description names an intent of ours for this parameter, its
 * value is the intent's share, and no earlier version used that intent: whoever edits the value in the console leaves our
 * description in place, and whoever copies an old version copies its description.
 *
 * <p>A version from before the oldest intent still kept is ours when its description has our form: nothing else is left to tell.
 */
final class Attribution {
    private final Rollout wanted;
    private final TreeMap<Long, Intent> ours = new TreeMap<>();

    Attribution(Rollout wanted, Observed observed, Known known) {
        this.wanted = wanted;
        Map<String, Long> used = new TreeMap<>(known.puts());
        for (ParameterVersion version : observed.versions()) {
            Intent intent = Description.parse(version.description())
                    .map(description -> intent(description, version, known))
                    .orElse(null);
            if (intent != null && used.getOrDefault(intent.id(), version.number()) == version.number()) {
                used.put(intent.id(), version.number());
                ours.put(version.number(), intent);
            }
        }
    }

    /** The intent behind a version; empty when it is somebody else's. */
    Optional<Intent> behind(ParameterVersion version) {
        return Optional.ofNullable(ours.get(version.number()));
    }

    /** The first version that carries the wanted epoch. */
    OptionalLong firstOfEpoch() {
        return firstOf(wanted.epoch());
    }

    /** The first version of the epoch that came before the wanted one. */
    OptionalLong firstOfEpochBefore() {
        return canarysOwn()
                .map(Map.Entry::getValue)
                .map(Intent::epoch)
                .filter(epoch -> epoch < wanted.epoch())
                .max(Comparator.naturalOrder())
                .map(this::firstOf)
                .orElse(OptionalLong.empty());
    }

    /** Whose rollout wrote a version; empty unless another canary's did, and no earlier than we began to. */
    Optional<String> rivalBehind(ParameterVersion version) {
        OptionalLong first = firstOfEpoch().isPresent() ? firstOfEpoch() : firstOfEpochBefore();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Intent began = ours.get(first.getAsLong());
        return behind(version)
                .filter(intent -> !intent.canary().equals(wanted.canary()))
                .filter(intent -> !intent.at().isBefore(began.at()))
                .filter(Attribution::ofActiveRollout)
                .map(Intent::canary);
    }

    /** An ended rollout's last write is 0 or 100, and may come late. */
    private static boolean ofActiveRollout(Intent intent) {
        return intent.share() > 0 && intent.share() < 100;
    }

    private OptionalLong firstOf(long epoch) {
        return canarysOwn()
                .filter(version -> version.getValue().epoch() == epoch)
                .mapToLong(Map.Entry::getKey)
                .findFirst();
    }

    private Stream<Map.Entry<Long, Intent>> canarysOwn() {
        return ours.entrySet().stream()
                .filter(version -> version.getValue().canary().equals(wanted.canary()));
    }

    private Intent intent(Description description, ParameterVersion version, Known known) {
        Intent intent = known.intents().get(description.intent());
        if (intent == null) {
            return version.modified() != null && version.modified().isBefore(known.intentsSince())
                    ? forgotten(description, version)
                    : null;
        }
        boolean matches = intent.parameter().equals(wanted.policy().parameter())
                && intent.epoch() == description.epoch()
                && Integer.toString(intent.share()).equals(version.value());
        return matches ? intent : null;
    }

    private Intent forgotten(Description description, ParameterVersion version) {
        if (!version.value().matches("\\d{1,3}")) {
            return null;
        }
        return new Intent(
                description.intent(),
                wanted.policy().parameter(),
                wanted.canary(),
                description.epoch(),
                Integer.parseInt(version.value()),
                version.modified());
    }
}
