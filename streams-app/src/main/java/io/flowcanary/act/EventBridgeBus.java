package io.flowcanary.act;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** EventBridge. It answers 200 even when it did not take the event: the entry tells. */
final class EventBridgeBus implements EventBus {
    private static final String SOURCE = "flow-canary";

    private final AwsClients aws;

    EventBridgeBus(AwsClients aws) {
        this.aws = aws;
    }

    static String permission(String action, String bus) {
        return "events:" + action + " on " + (bus.startsWith("arn:") ? bus : "arn:aws:events:*:*:event-bus/" + bus);
    }

    @Override
    public Answer<String> put(String bus, String detailType, String detail) {
        String permission = permission("PutEvents", bus);
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(detailType)
                .detail(detail)
                .build();
        Answer<PutEventsResultEntry> answer = AwsProblems.ask(
                permission,
                () -> aws.events(bus)
                        .putEvents(request -> request.entries(entry))
                        .entries()
                        .get(0));
        if (answer.failed()) {
            return Answer.failed(answer.problem());
        }
        PutEventsResultEntry result = answer.value();
        return result.errorCode() == null
                ? Answer.of(result.eventId())
                : Answer.failed(AwsProblems.ofCode(permission, result.errorCode(), result.errorMessage()));
    }
}
