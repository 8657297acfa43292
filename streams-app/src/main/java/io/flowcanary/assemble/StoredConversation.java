package io.flowcanary.assemble;

import io.flowcanary.assemble.Moment.What;
import io.flowcanary.record.Messages;
import io.flowcanary.record.Transfer;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation as a store keeps it. Calls that were on their way when a service was upgraded stand there as an earlier version
 * wrote them, up to five days long: their signs become moments. What that version did not keep stays unknown, such as how long a
 * caller waited, and they keep what they were counted for.
 */
public final class StoredConversation {
    private static final Map<String, String> MOMENTS = Map.of(
            "FLOW_TRANSFER", What.FLOW_LEFT.name(),
            "FLOW_DISCONNECT", What.FLOW_SERVED.name(),
            "FLOW_HANGUP", What.FLOW_HUNG_UP.name(),
            "ABANDON", What.ABANDONED.name(),
            "AGENT_TRANSFER", What.HANDED_ON + " " + Transfer.BLIND);

    private StoredConversation() {}

    /** As JSON. */
    public static byte[] write(Conversation conversation) {
        return Messages.json().writeValueAsBytes(conversation);
    }

    /** What {@link #write} wrote, in this version or an earlier one. */
    public static Conversation read(byte[] json) {
        try {
            return Messages.json().readValue(json, Conversation.class);
        } catch (JacksonException e) {
            ObjectNode earlier = (ObjectNode) Messages.json().readTree(json);
            upgradeSigns(earlier);
            upgradeLegs(earlier);
            return Messages.json().treeToValue(earlier, Conversation.class);
        }
    }

    private static void upgradeSigns(ObjectNode earlier) {
        ArrayNode moments = earlier.putArray("moments");
        if (earlier.get("signs") instanceof ObjectNode signs) {
            MOMENTS.forEach((sign, moment) -> {
                JsonNode at = signs.remove(sign);
                if (at != null) {
                    moments.add(at.asLong() + " " + moment);
                }
            });
        }
    }

    /** Keys were {@code user.end/participant/session@time}. */
    private static void upgradeLegs(ObjectNode earlier) {
        JsonNode legs = earlier.remove("legs");
        ObjectNode upgraded = earlier.putObject("legs");
        if (legs == null) {
            return;
        }
        legs.properties().forEach(entry -> {
            String[] key = entry.getKey().split("/", 3);
            long at = entry.getValue().path("at").asLong();
            String session = key[2].substring(0, key[2].lastIndexOf('@'));
            Leg leg = new Leg(
                    Leg.mark(key[1], at),
                    key[0].equals("acw") ? Leg.mark(session, at) : null,
                    at,
                    entry.getValue().path("talkMs").asLong(),
                    entry.getValue().path("handleMs").asLong());
            upgraded.set(leg.key(), Messages.json().valueToTree(leg));
        });
    }
}
