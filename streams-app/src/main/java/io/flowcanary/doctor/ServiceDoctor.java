package io.flowcanary.doctor;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.query.CanaryView;
import io.flowcanary.query.SourceStatus;
import io.flowcanary.record.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether the streams service answers, is ready, counts events that are fresh, and brings its shares into force. */
public final class ServiceDoctor {
    private final CanaryClient client;

    public ServiceDoctor(CanaryClient client) {
        this.client = client;
    }

    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(health(client.health()));
        } catch (ServerException e) {
            findings.add(Finding.fail(
                    "service", e.getMessage(), "start it with flow-canary streams, or name it with --server"));
            return findings;
        }
        try {
            findings.add(source(client.source()));
            findings.addAll(shares());
        } catch (ServerException e) {
            findings.add(Finding.fail("events", e.getMessage(), "see the finding about the service"));
        }
        return findings;
    }

    private List<Finding> shares() throws ServerException {
        return client.canaries().canaries().stream()
                .map(CanaryView::rollout)
                .filter(rollout -> rollout != null && rollout.notInForce() != null)
                .map(rollout -> Finding.fail(
                        "share of " + rollout.canary(),
                        rollout.notInForce().standing(rollout.share()) + ": "
                                + rollout.notInForce().why(),
                        rollout.notInForce().todo()))
                .toList();
    }

    /** The parameters of all rollouts; none when they cannot be asked for. */
    public SortedSet<String> parameters() {
        SortedSet<String> parameters = new TreeSet<>();
        try {
            client.canaries().canaries().stream()
                    .map(CanaryView::rollout)
                    .filter(Objects::nonNull)
                    .forEach(rollout -> parameters.add(rollout.policy().parameter()));
        } catch (ServerException e) {
            // Told by findings().
        }
        return parameters;
    }

    /** Where the rollouts' alerts go; none when they cannot be asked for. */
    public List<Policy.Alerts> alerts() {
        try {
            return client.canaries().canaries().stream()
                    .map(CanaryView::rollout)
                    .filter(Objects::nonNull)
                    .map(rollout -> rollout.policy().alerts())
                    .toList();
        } catch (ServerException e) {
            return List.of();
        }
    }

    private Finding health(Map<String, String> parts) {
        boolean ready = "true".equals(parts.get("ready"));
        StringBuilder text = new StringBuilder();
        parts.forEach((name, how) -> {
            if (!name.equals("ready")) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(name)
                        .append(": ")
                        .append(how);
            }
        });
        return ready
                ? Finding.ok("service", client.server() + " is ready (" + text + ")")
                : Finding.fail(
                        "service", client.server() + " is not ready (" + text + ")", "do what its parts ask for");
    }

    private static Finding source(SourceStatus source) {
        if (source.countedUpTo() == null) {
            return Finding.fail(
                    "events",
                    source.partitions() + " of " + source.of() + " partitions have spoken: nothing is counted",
                    "start the bridge: it must write into every partition; a proxy or an old bridge may not");
        }
        String text =
                "counted up to " + source.countedUpTo() + ", " + source.age().toSeconds() + " s ago"
                        + (source.lag() == null ? "" : "; " + source.lag() + " records wait");
        return source.fresh()
                ? Finding.ok("events", text)
                : Finding.warn(
                        "events",
                        text,
                        source.lag() != null && source.lag() > 0
                                ? "the service is behind: add instances, or see its log"
                                : "nothing comes in: see that the bridge runs and its source delivers");
    }
}
