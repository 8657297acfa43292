package io.flowcanary.act;

import io.flowcanary.act.Alert.Target;
import io.flowcanary.record.Policy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one alert to one of its targets, each once while this process lives. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String DETAIL_TYPE = "Canary Verdict";
    private static final String TOLD = "told";
    private static final String GIVEN_UP = "given_up";
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
    private final MeterRegistry meters;

    Courier(
            AlertTopic topic,
            EventBus bus,
            HealthBoard board,
            Backoff backoff,
            LongSupplier ticks,
            String pageUrl,
            MeterRegistry meters) {
        this.topic = topic;
        this.bus = bus;
        this.board = board;
        this.backoff = backoff;
        this.ticks = ticks;
        this.pageUrl = pageUrl;
        this.meters = meters;
        // From 0 on: Prometheus' increase sees no rise in what it has not seen before.
        for (Target target : Target.values()) {
            for (Severity severity : Severity.values()) {
                List.of(TOLD, GIVEN_UP).forEach(outcome -> alerts(target, severity, outcome));
            }
        }
    }

    /**
     * One attempt.
     *
     * @return whether nothing more is to be done for this target: it was told, has no address, or will never take it
     */
    boolean bring(Alert alert, Target target, Policy policy) {
        News news = alert.news();
        String address = target == Target.TOPIC
                ? policy.alerts().topic()
                : policy.alerts().bus();
        String key = news.id() + ' ' + target;
        if (address == null || sent.containsKey(key)) {
            LOG.debug("{}: nobody, or nobody else, to tell by {}", news.id(), target);
            alert.done(target);
            return true;
        }
        String name = (target == Target.TOPIC ? "sns:" : "events:") + address;
        Answer<String> answer = target == Target.TOPIC
                ? topic.publish(address, AlertMessage.of(news, policy, pageUrl))
                : bus.put(address, DETAIL_TYPE, AlertDetail.of(news, policy, pageUrl));
        if (!answer.failed()) {
            LOG.info("{}: told {} as {}", news.id(), name, answer.value());
            alerts(target, news.severity(policy), TOLD).increment();
            board.works(name);
            sent.put(key, true);
            alert.done(target);
            return true;
        }
        board.fails(name, answer.problem());
        if (answer.problem().kind() == Problem.Kind.REJECTED) {
            LOG.error(
                    "{}: given up telling {}: {}",
                    news.id(),
                    name,
                    answer.problem().text());
            alerts(target, news.severity(policy), GIVEN_UP).increment();
            alert.done(target);
            return true;
        }
        alert.tryAgainAt(target, ticks.getAsLong() + backoff.nanos(alert.failed(target)));
        return false;
    }

    private Counter alerts(Target target, Severity severity, String outcome) {
        String whom = target == Target.TOPIC ? "people" : "pipelines";
        return meters.counter("flow.canary.alerts", "to", whom, "severity", severity.text(), "outcome", outcome);
    }
}
