package io.flowcanary.act;

import io.flowcanary.act.ShareDecision.Foreign;
import io.flowcanary.act.ShareDecision.InForce;
import io.flowcanary.act.ShareDecision.Put;
import io.flowcanary.record.Intent;
import io.flowcanary.record.Rollout;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one parameter, and does what {@link ShareRule} decides. */
final class ParameterHand {
    private static final Logger LOG = LoggerFactory.getLogger(ParameterHand.class);

    private final ParameterStore store;
    private final IntentLog intents;
    private final Report report;
    private final Clock clock;
    private final Supplier<String> intentIds;

    ParameterHand(ParameterStore store, IntentLog intents, Report report, Clock clock, Supplier<String> intentIds) {
        this.store = store;
        this.intents = intents;
        this.report = report;
        this.clock = clock;
        this.intentIds = intentIds;
    }

    /**
     * One look, and a second one after a put.
     *
     * @param entitled whether this instance surely still holds the partition: asked right before the put
     * @return what went wrong; null when nothing did
     */
    Problem attend(Share share, BooleanSupplier entitled) {
        for (int looks = 0; looks < 2; looks++) {
            Answer<Observed> look = look(share);
            if (look.failed()) {
                return look.problem();
            }
            Observed observed = look.value();
            ShareDecision decision = ShareRule.decide(
                    share.wanted(), observed, share.known(intents.of(share.parameter()), intents.since()));
            if (!(decision instanceof Put put)) {
                tell(share, decision);
                share.judged(observed, false);
                return null;
            }
            share.judged(observed, true);
            Problem problem = put(share, put, entitled);
            if (problem != null) {
                return problem;
            }
        }
        return Problem.retry("somebody else wrote it at the same moment");
    }

    private Answer<Observed> look(Share share) {
        Answer<Optional<ParameterVersion>> read = store.read(share.parameter());
        if (read.failed()) {
            share.unreadable();
            return Answer.failed(read.problem());
        }
        share.read(read.value().map(ParameterVersion::value).orElse(""));
        if (read.value().isEmpty()) {
            share.observed(Observed.MISSING);
            return Answer.of(Observed.MISSING);
        }
        ParameterVersion current = read.value().get();
        Observed unchanged = share.observedAt(current);
        if (unchanged != null) {
            return Answer.of(unchanged);
        }
        // Whoever wrote the version had its intent recorded before: intents are read after the version was seen.
        if (!intents.refresh()) {
            return Answer.failed(Problem.retry("the brokers do not give the intents"));
        }
        Answer<List<ParameterVersion>> history = store.history(share.parameter());
        if (history.failed()) {
            boolean whatever = ShareRule.insists(share.wanted()) && !share.asserted();
            return whatever ? Answer.of(new Observed(List.of(current))) : Answer.failed(history.problem());
        }
        Observed observed = new Observed(history.value());
        if (observed.current().map(ParameterVersion::number).orElse(0L) < current.number()) {
            return Answer.failed(Problem.retry("the history does not show version " + current.number() + " yet"));
        }
        share.observed(observed);
        return Answer.of(observed);
    }

    private Problem put(Share share, Put put, BooleanSupplier entitled) {
        Rollout wanted = share.wanted();
        Intent intent = share.unused(clock.instant()).orElseGet(() -> recorded(share));
        if (!entitled.getAsBoolean()) {
            share.unused(intent);
            return Problem.retry("recording the intent took so long that another instance may have taken over");
        }
        Answer<Long> answer = store.put(share.parameter(), Integer.toString(wanted.share()), Description.of(intent));
        if (answer.failed()) {
            if (answer.problem().kind() != Problem.Kind.RETRY) {
                share.unused(intent);
            }
            return answer.problem();
        }
        share.put(intent, answer.value());
        LOG.info(
                "{}: wrote {} to {} as version {}: {}",
                wanted.canary(),
                wanted.share(),
                share.parameter(),
                answer.value(),
                put.reason());
        return null;
    }

    private Intent recorded(Share share) {
        Rollout wanted = share.wanted();
        Intent intent = new Intent(
                intentIds.get(), share.parameter(), wanted.canary(), wanted.epoch(), wanted.share(), clock.instant());
        intents.record(intent);
        return intent;
    }

    private void tell(Share share, ShareDecision decision) {
        if (decision instanceof InForce inForce) {
            report.applied(share.wanted(), inForce.parameterVersion());
            share.confirmed();
        } else if (decision instanceof Foreign foreign) {
            LOG.warn(
                    "{}: {} wrote '{}' to {} as version {}",
                    share.wanted().canary(),
                    foreign.rival() == null ? "somebody else" : foreign.rival(),
                    foreign.value(),
                    share.parameter(),
                    foreign.parameterVersion());
            report.externalChange(share.wanted(), foreign);
            share.reported(foreign.parameterVersion());
        }
    }
}
