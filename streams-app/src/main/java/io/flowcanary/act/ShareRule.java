package io.flowcanary.act;

import io.flowcanary.act.ShareDecision.Foreign;
import io.flowcanary.act.ShareDecision.InForce;
import io.flowcanary.act.ShareDecision.Nothing;
import io.flowcanary.act.ShareDecision.Put;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import io.flowcanary.record.Rollout.Pause;
import io.flowcanary.record.RolloutState;
import java.util.Optional;

/**
 * Decides what is to be done about the parameter of one rollout. Pure.
 *
 * <p>An end at share 0 is insisted on until it was seen in force. Otherwise somebody else's write wins: what they wrote stays, and
 * they are reported. What was there before a start or a resumption is nobody's objection to it: the first write of such an epoch
 * overwrites anything. A stranger who wrote the wanted share itself changed nothing and goes unmentioned. Another active rollout on
 * the same parameter is a stranger too: of two that began at once the one that wrote first gives way.
 */
final class ShareRule {
    private static final ShareDecision NOTHING = new Nothing();

    private final Rollout wanted;
    private final Known known;
    private final Attribution attribution;
    private final ParameterVersion current;
    private final Observed observed;

    private ShareRule(Rollout wanted, Observed observed, Known known) {
        this.wanted = wanted;
        this.known = known;
        this.observed = observed;
        attribution = new Attribution(wanted, observed, known);
        current = observed.current().orElse(null);
    }

    static ShareDecision decide(Rollout wanted, Observed observed, Known known) {
        return watches(wanted) ? new ShareRule(wanted, observed, known).decide() : NOTHING;
    }

    /** Whether the parameter is any business of this rollout. */
    static boolean watches(Rollout wanted) {
        return !wanted.policy().dryRun() && wanted.pause() != Pause.EXTERNAL_CHANGE;
    }

    /** Whether the share must win over whatever is there. */
    static boolean insists(Rollout wanted) {
        return wanted.override() || wanted.state() == RolloutState.ROLLED_BACK;
    }

    /** Whether the wanted share was seen in force since it is wanted. */
    static boolean asserted(Rollout wanted, long confirmedEpoch) {
        return wanted.confirmedAt() != null || confirmedEpoch == wanted.epoch();
    }

    private ShareDecision decide() {
        if (outdated()) {
            return NOTHING;
        }
        boolean asserted = asserted(wanted, known.confirmedEpoch());
        boolean active = wanted.state().active();
        if (current == null) {
            return active || !asserted ? new Put("the parameter is missing") : NOTHING;
        }
        boolean confirm = !asserted || wanted.notInForce() != null;
        if (confirm && !active && inPlace()) {
            return new InForce(current.number());
        }
        if (!asserted && insists(wanted)) {
            return new Put("the rollout ended at 0 and '" + current.value() + "' is there");
        }
        boolean fresh = !asserted && attribution.firstOfEpoch().isEmpty();
        if (fresh && overwrites()) {
            return new Put("first write of epoch " + wanted.epoch());
        }
        if (active && known.reported() > 0) {
            return NOTHING;
        }
        Optional<ParameterVersion> stranger = strangerSince(baseline(asserted));
        if (stranger.isPresent()) {
            return foreign(stranger.get());
        }
        if (fresh) {
            return new Put("first write of epoch " + wanted.epoch());
        }
        if (inPlace()) {
            return confirm ? new InForce(current.number()) : NOTHING;
        }
        return repair(active);
    }

    private ShareDecision repair(boolean active) {
        Intent intent = attribution.behind(current).orElse(null);
        if (intent == null) {
            return active ? foreign(current) : NOTHING;
        }
        boolean otherCanarys = !intent.canary().equals(wanted.canary());
        if (!active && otherCanarys && intent.at().isAfter(wanted.changedAt())) {
            return NOTHING;
        }
        return new Put("a late write of epoch " + intent.epoch() + " left '" + current.value() + "'");
    }

    /** Some instance of ours already acts for a later epoch: what we want is old news. */
    private boolean outdated() {
        return known.intents().values().stream()
                .anyMatch(intent -> intent.canary().equals(wanted.canary())
                        && intent.epoch() > wanted.epoch()
                        && intent.at().isAfter(wanted.changedAt()));
    }

    private boolean inPlace() {
        return current.value().equals(Integer.toString(wanted.share()));
    }

    /** A command began the epoch, not the judge; step 0 is only ever reached by one. */
    private boolean overwrites() {
        return wanted.verdictId() == null || (wanted.state().active() && wanted.step() == 0);
    }

    /** The version after which somebody else's write is an objection. */
    private long baseline(boolean asserted) {
        long judged = known.lastVersion() <= current.number() ? known.lastVersion() : 0;
        long first = attribution.firstOfEpoch().orElse(current.number() - 1);
        if (overwrites()) {
            return Math.max(judged, first);
        }
        if (judged > 0) {
            return judged;
        }
        return asserted ? first : attribution.firstOfEpochBefore().orElse(current.number() - 1);
    }

    private Optional<ParameterVersion> strangerSince(long baseline) {
        return observed.versions().stream()
                .filter(version -> version.number() > Math.max(baseline, known.reported()))
                .filter(version -> strangers(version) || rivals(version))
                .reduce((older, newer) -> newer);
    }

    private boolean strangers(ParameterVersion version) {
        return attribution.behind(version).isEmpty() && !version.value().equals(Integer.toString(wanted.share()));
    }

    /** Two rollouts on one parameter must not fight over it: whose first write came first gives way, even to the wanted share. */
    private boolean rivals(ParameterVersion version) {
        return wanted.state().active() && attribution.rivalBehind(version).isPresent();
    }

    private Foreign foreign(ParameterVersion version) {
        return new Foreign(
                version.value(),
                version.number(),
                attribution.rivalBehind(version).orElse(null));
    }
}
