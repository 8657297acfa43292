package io.flowcanary.cli;

import io.flowcanary.client.CanaryClient;
import io.flowcanary.client.ServerException;
import io.flowcanary.query.DeploymentGate;
import io.flowcanary.record.Answer;
import io.flowcanary.record.Messages;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the deployment lock; whatever cannot be known is no yes. */
final class GateAsker {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REFUSED = 409;
    private static final int LOCKED = 423;

    private final CanaryClient client;
    private final String canary;
    private final String actor;
    private final String reason;
    private String order = UUID.randomUUID().toString();

    GateAsker(CanaryClient client, String canary, String actor, String reason) {
        this.client = client;
        this.canary = canary;
        this.actor = actor;
        this.reason = reason;
    }

    /**
     * @param length of the lease to take; null only looks
     * @param share the only share at which it is open; null for any that opens it
     */
    GateAnswer ask(Duration length, Integer share) {
        try {
            if (length != null && share == null) {
                return take(length);
            }
            GateAnswer looked = look(share);
            return length == null || looked.exit() != 0 ? looked : take(length);
        } catch (ServerException e) {
            return refused(e);
        }
    }

    GateAnswer release(long number) {
        try {
            Answer answer = client.order(canary, "release", order, body().put("lease", number));
            return GateAnswer.open("lease " + number + " of " + answer.canary() + " is released", null);
        } catch (ServerException e) {
            return refused(e);
        }
    }

    private GateAnswer look(Integer share) throws ServerException {
        DeploymentGate gate = client.gate(canary);
        if (gate.open() && share != null && !share.equals(gate.share())) {
            return GateAnswer.closed("closed: the share is " + gate.share() + " %, not " + share + " %");
        }
        if (gate.open()) {
            return GateAnswer.open("open: " + gate.reason(), null);
        }
        boolean known = gate.who() != null || gate.share() != null;
        String why = gate.reason()
                + (gate.who() == null ? "" : ", by " + gate.who())
                + (gate.since() == null ? "" : " since " + gate.since())
                + (gate.until() == null ? "" : ", until " + gate.until() + " at the latest");
        return known ? GateAnswer.closed("closed: " + why) : GateAnswer.unknown("not known: " + why, false);
    }

    private GateAnswer take(Duration length) throws ServerException {
        Answer answer = client.order(canary, "lease", order, body().put("length", length.toString()));
        long number = answer.lease().number();
        return GateAnswer.open(
                "lease " + number + " of " + canary + " is yours until "
                        + answer.lease().until(),
                number);
    }

    private GateAnswer refused(ServerException e) {
        boolean wrong = e.status() == BAD_REQUEST || e.status() == UNAUTHORIZED || e.status() == FORBIDDEN;
        if (e.status() == REFUSED || e.status() == LOCKED && shareKnown(e.problem())) {
            // That order is answered for good; the next try is another one. One without an answer is asked again as it
            // is.
            order = UUID.randomUUID().toString();
            return GateAnswer.closed("closed: " + e.getMessage());
        }
        return GateAnswer.unknown("not known: " + e.getMessage(), wrong);
    }

    private static boolean shareKnown(JsonNode problem) {
        return problem.path("gate").has("share");
    }

    private ObjectNode body() {
        ObjectNode body = Messages.json().createObjectNode().put("actor", actor);
        return reason == null ? body : body.put("reason", reason);
    }
}
