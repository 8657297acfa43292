package io.flowcanary.local.centre;

import java.time.Duration;

/** What is told about the customer, and about a campaign's call to one. */
final class CustomerEvents {
    private CustomerEvents() {}

    static void write(Script script) {
        Call call = script.call();
        boolean known = script.chance(0.3);
        String contact = script.caller().externalContactId();
        script.add(EventTopic.CUSTOMER_START, call.start(), script.customer(), body -> {
            if (known) {
                body.writeStringProperty("externalContactId", contact);
            }
            body.writeStringProperty("divisionId", Directory.DIVISION);
        });
        if (script.chance(0.03)) {
            // The caller was recognised only while the call went on.
            script.add(
                    EventTopic.CONTACT,
                    call.start().plusMillis(350),
                    script.customer(),
                    body -> body.writeStringProperty("externalContactId", contact)
                            .writeStringProperty(
                                    "callbackUserName", script.caller().name()));
        }
        if (call.path() == CallPath.CAMPAIGN) {
            outbound(script);
        }
        long connectedMs = Duration.between(call.start(), call.end()).toMillis();
        // A value that no schema lists yet: readers must take the call's end from it all the same.
        boolean novel = script.chance(0.002)
                && !call.outcome().errored()
                && !call.outcome().goalMissed();
        script.add(EventTopic.CUSTOMER_END, call.end(), script.customer(), body -> {
            body.writeStringProperty("disconnectType", novel ? "SESSION_EXPIRED" : call.endDisconnect());
            if (known) {
                body.writeStringProperty("externalContactId", contact);
            }
            body.writeNumberProperty("interactingDurationMs", connectedMs);
        });
    }

    private static void outbound(Script script) {
        String contact = script.newId();
        script.add(
                EventTopic.OUTBOUND,
                script.call().start().plusMillis(2),
                script.customer(),
                body -> body.writeStringProperty("outboundCampaignId", Directory.CAMPAIGN)
                        .writeStringProperty("divisionId", Directory.DIVISION)
                        .writeStringProperty("outboundContactListId", Directory.CONTACT_LIST)
                        .writeStringProperty("outboundContactId", contact));
    }
}
