package io.flowcanary.act;

import io.flowcanary.act.EffectException.Kind;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Policy;
import io.flowcanary.record.Verdict;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Amazon EventBridge, for pipelines: the verdict is the event's detail. */
final class EventBridgeChannel implements Channel {
    static final String SOURCE = "flow-canary";
    static final String DETAIL_TYPE = "Canary Verdict";

    private final EventBridgeClient bus;

    EventBridgeChannel(EventBridgeClient bus) {
        this.bus = bus;
    }

    @Override
    public Optional<String> target(Policy policy) {
        return Optional.ofNullable(policy.alerts().bus());
    }

    @Override
    public void tell(String busName, Verdict verdict, Policy policy) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(busName)
                .source(SOURCE)
                .detailType(DETAIL_TYPE)
                .detail(Messages.text(verdict))
                .build();
        PutEventsResultEntry result = AwsCalls.call(
                        "events:PutEvents", busName, () -> bus.putEvents(request -> request.entries(entry)))
                .entries()
                .get(0);
        // The call succeeds even when the entry fails.
        if (result.errorCode() != null) {
            boolean again = result.errorCode().contains("Throttling")
                    || result.errorCode().contains("Internal");
            throw new EffectException(
                    again ? Kind.RETRY : Kind.REJECTED,
                    "events:PutEvents on " + busName + ": " + result.errorCode() + " " + result.errorMessage(),
                    null);
        }
    }
}
