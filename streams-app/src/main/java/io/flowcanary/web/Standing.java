package io.flowcanary.web;

import io.flowcanary.query.CanaryView;
import io.flowcanary.record.Policy;
import io.flowcanary.topology.Store;
import java.time.Clock;
import java.util.Optional;

/** How one canary stands by the word of its owner; a copy's word is none. */
final class Standing {
    private final Anywhere anywhere;
    private final Clock clock;

    Standing(Anywhere anywhere, Clock clock) {
        this.anywhere = anywhere;
        this.clock = clock;
    }

    /** Empty when it never had a rollout, and nobody holds its lease. */
    Optional<CanaryView> of(Ask ask, String canary) {
        return anywhere.find(
                ask.about(Path.of(canary)),
                Store.CANARIES,
                canary,
                shard -> CanaryView.read(shard, canary, clock.instant()),
                CanaryView.class);
    }

    /** The policy that says nothing but whose it is. */
    static Policy usual(String canary) {
        return new Policy(
                canary, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null);
    }

    String parameter(Ask ask, String canary) {
        return parameter(of(ask, canary));
    }

    static String parameter(Optional<CanaryView> view) {
        return view.map(CanaryView::rollout)
                .map(rollout -> rollout.policy().parameter())
                .orElseGet(() -> usual("any").parameter());
    }
}
