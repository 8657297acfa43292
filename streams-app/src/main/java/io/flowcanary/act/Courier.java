package io.flowcanary.act;

import io.flowcanary.act.Alert.Target;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one alert to its targets, each once while this process lives. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String DETAIL_TYPE = "Canary Verdict";
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> sent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final AlertTopic topic;
    private final EventBus bus;
    private final HealthBoard board;
    private final Backoff backoff;
    private final LongSupplier ticks;
    private final String pageUrl;

    Courier(AlertTopic topic, EventBus bus, HealthBoard board, Backoff backoff, LongSupplier ticks, String pageUrl) {
        this.topic = topic;
        this.bus = bus;
        this.board = board;
        this.backoff = backoff;
        this.ticks = ticks;
        this.pageUrl = pageUrl;
    }

    /** Tries every target that is due. */
    void bring(Alert alert, Policy policy) {
        for (Target target : Target.values()) {
            if (alert.due(target, ticks.getAsLong())) {
                bring(alert, target, policy);
            }
        }
    }

    private void bring(Alert alert, Target target, Policy policy) {
        Verdict verdict = alert.verdict();
        String address = target == Target.TOPIC
                ? policy.alerts().topic()
                : policy.alerts().bus();
        String key = verdict.id() + ' ' + target;
        if (address == null || sent.containsKey(key)) {
            LOG.debug("{}: nobody, or nobody else, to tell by {}", verdict.id(), target);
            alert.done(target);
            return;
        }
        String name = (target == Target.TOPIC ? "sns:" : "events:") + address;
        Answer<String> answer = target == Target.TOPIC
                ? topic.publish(address, AlertSubject.of(verdict), AlertBody.of(verdict, policy, pageUrl))
                : bus.put(address, DETAIL_TYPE, Messages.text(verdict));
        if (!answer.failed()) {
            LOG.info("{}: told {} as {}", verdict.id(), name, answer.value());
            board.works(name);
            sent.put(key, true);
            alert.done(target);
            return;
        }
        board.fails(name, answer.problem());
        if (answer.problem().kind() == Problem.Kind.REJECTED) {
            LOG.error(
                    "{}: given up telling {}: {}",
                    verdict.id(),
                    name,
                    answer.problem().text());
            alert.done(target);
            return;
        }
        alert.tryAgainAt(target, ticks.getAsLong() + backoff.nanos(alert.failed(target)));
    }
}
