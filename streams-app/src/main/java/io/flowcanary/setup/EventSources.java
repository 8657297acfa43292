package io.flowcanary.setup;

import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventSource;

/** The event sources that Genesys offers to this account. */
final class EventSources {
    static final String WHAT_TO_DO =
            "in Genesys Cloud, Admin > Integrations, add \"Amazon EventBridge Source\" with this account's id,"
                    + " this region, a suffix, and the topics v2.detail.events.conversation.{id}.*; activate it, then run this again";

    private static final String PREFIX = "aws.partner/genesys.com/";

    private EventSources() {}

    /** The only one; an exception that says what to do when there are none or several. */
    static String only(EventBridgeClient events) {
        List<String> names = AwsCalls.ask(
                        "events:ListEventSources",
                        "*",
                        () -> events.listEventSources(request -> request.namePrefix(PREFIX))
                                .eventSources())
                .stream()
                .map(EventSource::name)
                .toList();
        if (names.isEmpty()) {
            throw new SetupException("Genesys offers no event source to this account and region: " + WHAT_TO_DO
                    + "; name a withdrawn one with --event-source");
        }
        if (names.size() > 1) {
            throw new SetupException("--event-source is missing; Genesys offers " + String.join(", ", names));
        }
        return names.get(0);
    }
}
